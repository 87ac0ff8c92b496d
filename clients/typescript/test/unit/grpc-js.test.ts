// The transport over @grpc/grpc-js, against a server of the same package.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { Metadata, Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { ServerDuplexStream, ServiceDefinition } from "@grpc/grpc-js";

import { createGrpcJsTransport, grpcJs } from "../../src/grpc-js.js";
import { ErrorInfoSchema } from "../../src/gen/google/rpc/error_details_pb.js";
import {
  Tasks,
  TasksGetRequestSchema,
  TasksGetResponseSchema,
  TasksWatchEventsResponseSchema,
} from "../../src/gen/pumpup/v1/tasks_pb.js";
import { UploadsUploadRequestSchema } from "../../src/gen/pumpup/v1/uploads_pb.js";
import { PumpUp } from "../../src/index.js";

type Call = ServerDuplexStream<Buffer, Buffer>;
const uploads: { chunks: number; cancelled: boolean }[] = [];
const attempts: Record<string, number> = {};
const server = new Server();
let url: string;

/** A method whose messages stay bytes. */
function method(path: string): ServiceDefinition[string] {
  const as = (bytes: Buffer) => bytes;
  const codec = { requestSerialize: as, requestDeserialize: as, responseSerialize: as, responseDeserialize: as };
  return { path, requestStream: true, responseStream: true, ...codec };
}

function fail(call: Call, code: status, details: string, metadata = new Metadata()): void {
  call.emit("error", { code, details, metadata });
}

/** A google.rpc.Status with an ErrorInfo: fields 1, 2 and 3, by hand, since no stub has that message. */
function detailed(reason: string): Metadata {
  const { typeUrl, value } = anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason, domain: "pumpup" }));
  const field = (number: number, bytes: Uint8Array) => Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
  const any = Buffer.concat([field(1, Buffer.from(typeUrl)), field(2, value)]);
  const bytes = Buffer.concat([Buffer.of(8, status.NOT_FOUND), field(2, Buffer.from("nicht da: ü")), field(3, any)]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", bytes);
  metadata.set("x-request-id", "job-7");
  return metadata;
}

before(async () => {
  server.addService(
    {
      get: method("/pumpup.v1.Tasks/Get"),
      watch: method("/pumpup.v1.Tasks/WatchEvents"),
      upload: method("/pumpup.v1.Uploads/Upload"),
    },
    {
      get(call: Call) {
        call.once("data", (bytes: Buffer) => {
          const { id } = fromBinary(TasksGetRequestSchema, bytes);
          attempts[id] = (attempts[id] ?? 0) + 1;
          if (id === "missing") return fail(call, status.NOT_FOUND, "nicht da: ü", detailed("TASK_NOT_FOUND"));
          if (attempts[id] < 3) return fail(call, status.UNAVAILABLE, "away");
          const header = new Metadata();
          header.set("x-request-id", "job-8");
          call.sendMetadata(header);
          call.write(Buffer.from(toBinary(TasksGetResponseSchema, create(TasksGetResponseSchema, { task: { id } }))));
          call.end();
        });
      },
      watch(call: Call) {
        call.once("data", () => {
          call.write(
            Buffer.from(toBinary(TasksWatchEventsResponseSchema, create(TasksWatchEventsResponseSchema, { cursor: "1" }))),
          );
          fail(call, status.NOT_FOUND, "gone");
        });
      },
      upload(call: Call) {
        const upload = { chunks: 0, cancelled: false };
        uploads.push(upload);
        call.on(
          "data",
          (bytes: Buffer) => (upload.chunks += fromBinary(UploadsUploadRequestSchema, bytes).chunk.length > 0 ? 1 : 0),
        );
        call.on("cancelled", () => (upload.cancelled = true));
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
  );
  url = `http://127.0.0.1:${port}`;
});

after(() => server.forceShutdown());

test("stubs of one's own are retried by the service config", async () => {
  const { transport, close } = createGrpcJsTransport({ url });
  let id: string | null = "";
  const stub = createClient(Tasks, transport);
  const { task } = await stub.get({ id: "own" }, { onHeader: (header) => (id = header.get("x-request-id")) });
  assert.deepEqual([task?.id, attempts.own, id], ["own", 3, "job-8"]);
  close();
});

test("under the client, a call is sent again by the client alone", async () => {
  const client = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs() });
  assert.equal((await client.tasks.get({ id: "layer" })).task.id, "layer");
  assert.equal(attempts.layer, 3);
  client.close();
});

test("a call whose signal is aborted beforehand is not sent", async () => {
  const { transport, close } = createGrpcJsTransport({ url });
  const stub = createClient(Tasks, transport);
  await assert.rejects(stub.get({ id: "aborted" }, { signal: AbortSignal.abort() }), { name: "ConnectError" });
  await stub.get({ id: "after it" }); // By the same connection: whatever was sent has arrived before this.
  assert.equal(attempts.aborted, undefined);
  close();
});

test("a key in plaintext is told to no proxy of the environment", async () => {
  let told = 0;
  const proxy = createServer((socket) => ((told += 1), socket.destroy())).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  const before = process.env.grpc_proxy;
  process.env.grpc_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const client = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs() });
  try {
    assert.equal((await client.tasks.get({ id: "direct" })).task.id, "direct");
    const asked = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs({ "grpc.enable_http_proxy": 1 }) });
    await assert.rejects(asked.tasks.get({ id: "by proxy" }, { timeoutMs: 300 }));
    assert.ok(told > 0, "the caller's own options come last");
    assert.equal(attempts["by proxy"], undefined);
    asked.close();
  } finally {
    if (before === undefined) delete process.env.grpc_proxy;
    else process.env.grpc_proxy = before;
    client.close();
    proxy.close();
  }
});

test("the details of a refusal arrive", async () => {
  const client = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs() });
  const expected = { name: "NotFoundError", reason: "TASK_NOT_FOUND", message: "nicht da: ü", requestId: "job-7" };
  await assert.rejects(client.tasks.get({ id: "missing" }), expected);
  client.close();
});

test("an error after messages is no end", async () => {
  const client = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs() });
  const cursors: string[] = [];
  const reading = (async () => {
    for await (const { cursor } of client.stubs.tasks.watchEvents({ taskId: "t" })) cursors.push(cursor);
  })();
  await assert.rejects(reading, { name: "NotFoundError", message: "gone" });
  assert.deepEqual(cursors, ["1"]);
  client.close();
});

test("a file that cannot be read to its end is cancelled, and the error is its own", async () => {
  const client = new PumpUp({ apiKey: "pk_1", url, transport: grpcJs() });
  const torn = new Error("the disk is gone");
  const file = (async function* () {
    yield Uint8Array.of(1);
    while (!uploads[0]?.chunks) await new Promise(setImmediate);
    throw torn;
  })();
  await assert.rejects(client.uploads.upload({ file }), torn);
  while (!uploads[0]?.cancelled) await new Promise(setImmediate);
  assert.equal(uploads.length, 1);
  client.close();
});
