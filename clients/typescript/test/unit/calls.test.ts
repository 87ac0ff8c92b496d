// Calls, lists and files over a transport that fails as it is told to.
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { Code, ConnectError } from "@connectrpc/connect";

import { Tasks } from "../../src/gen/pumpup/v1/tasks_pb.js";
import { Uploads } from "../../src/gen/pumpup/v1/uploads_pb.js";
import { AWAY, client } from "./fixture.js";

test("a write is sent again with the same key while the server is away", async () => {
  const keys: string[] = [];
  const { tasks } = client(({ service }) =>
    service(Tasks, {
      create(request, context) {
        keys.push(request.idempotencyKey);
        assert.equal(context.requestHeader.get("authorization"), "Bearer pk_1");
        if (keys.length < 3) throw AWAY();
        return { task: { id: "t" } };
      },
    }),
  );
  assert.equal((await tasks.create({ projectName: "general", name: "Again" })).id, "t");
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
});

test("a refusal is not sent again", async () => {
  let calls = 0;
  const { tasks } = client(({ service }) =>
    service(Tasks, {
      get() {
        calls += 1;
        throw new ConnectError("no", Code.NotFound);
      },
    }),
  );
  await assert.rejects(tasks.get({ id: "t" }), { name: "NotFoundError" });
  assert.equal(calls, 1);
});

test("where no time is left for another try, the reason is told", async () => {
  const { tasks } = client(({ service }) => service(Tasks, { get: () => Promise.reject(AWAY()) }));
  await assert.rejects(tasks.get({ id: "t" }, { timeoutMs: 50 }), { name: "UnavailableError" });
});

test("a call ends at its deadline and by its signal, even if nothing below does", async () => {
  const hanging = { unary: () => new Promise<never>(() => {}), stream: () => new Promise<never>(() => {}) };
  const { tasks, approvals } = client(() => {}, { transport: () => ({ transport: hanging }), timeoutMs: 20 });
  await assert.rejects(tasks.get({ id: "t" }), { name: "TimeoutError", message: /Tasks.Get took longer than 0.02 s/ });
  await assert.rejects(approvals.watchResult({ id: "a" }, { timeoutMs: 20 }), {
    name: "TimeoutError",
    message: /wait for approval a/,
  });
  const reason = new Error("enough");
  await assert.rejects(tasks.get({ id: "t" }, { signal: AbortSignal.abort(reason) }), reason);
  const stop = new AbortController();
  const watching = approvals.watchResult({ id: "a" }, { signal: stop.signal });
  stop.abort(reason);
  await assert.rejects(watching, reason);
});

test("one signal ends a hundred calls, without a warning", async (context) => {
  const warned = context.mock.fn();
  process.on("warning", warned);
  const hanging = { unary: () => new Promise<never>(() => {}), stream: () => new Promise<never>(() => {}) };
  const { tasks } = client(() => {}, { transport: () => ({ transport: hanging }) });
  const stop = new AbortController();
  const calls = Array.from({ length: 100 }, () => tasks.list({}, { signal: stop.signal }));
  const reason = new Error("enough");
  stop.abort(reason);
  for (const call of calls) await assert.rejects(call, reason);
  await new Promise(setImmediate); // Warnings come a moment later.
  process.off("warning", warned);
  assert.equal(warned.mock.callCount(), 0);
});

test("lists fetch their pages as they are needed", async () => {
  const tokens: string[] = [];
  const { tasks } = client(({ service }) =>
    service(Tasks, {
      list({ pageToken }) {
        tokens.push(pageToken);
        return { tasks: [{ id: `${pageToken}a` }, { id: `${pageToken}b` }], nextPageToken: `${pageToken}x` };
      },
    }),
  );
  const ids: string[] = [];
  for await (const { id } of tasks.iterate()) {
    ids.push(id);
    if (ids.length === 3) break;
  }
  assert.deepEqual(
    [ids, tokens],
    [
      ["a", "b", "xa"],
      ["", "x"],
    ],
  );
});

test("what can be read again is uploaded again, from its beginning", async () => {
  let attempts = 0;
  const keys = new Set<string>();
  const { uploads } = client(({ service }) =>
    service(Uploads, {
      async upload(requests) {
        let size = 0;
        let fileName = "";
        for await (const request of requests) {
          if (request.idempotencyKey) keys.add(request.idempotencyKey);
          fileName ||= request.fileName;
          assert.ok(request.chunk.length <= 256 * 1024);
          size += request.chunk.length;
        }
        if (++attempts === 1) throw AWAY();
        return { upload: { id: "u", size: BigInt(size), fileName } };
      },
    }),
  );
  const path = join(await mkdtemp(join(tmpdir(), "pumpup-")), "photos.bin");
  await writeFile(path, new Uint8Array(600_000));
  const { size, fileName } = await uploads.upload({ file: path });
  assert.deepEqual([size, fileName, attempts, keys.size], [600_000, "photos.bin", 2, 1]);
  attempts = 0;
  await assert.rejects(uploads.upload({ file: new Blob(["gone"]).stream() }), { name: "UnavailableError" });
  await assert.rejects(uploads.upload({ file: "/nowhere/photos.bin" }), /ENOENT.*\/nowhere\/photos\.bin/);
});

test("a download goes on where it broke", async () => {
  let attempts = 0;
  const { uploads } = client(({ service }) =>
    service(Uploads, {
      async *download() {
        yield { chunk: Uint8Array.of(1, 2) };
        if (++attempts === 1) throw AWAY();
        yield { chunk: Uint8Array.of(3) };
      },
    }),
  );
  const path = join(await mkdtemp(join(tmpdir(), "pumpup-")), "photos.bin");
  await uploads.download({ id: "u" }).toFile(path);
  assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
  assert.deepEqual([...(await uploads.download({ id: "u" }).bytes())], [1, 2, 3]);
});
