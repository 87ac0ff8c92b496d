// Calls, watches and uploads over a transport that fails as it is told to.
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { Code, ConnectError, createRouterTransport } from "@connectrpc/connect";
import type { ConnectRouter, HandlerContext } from "@connectrpc/connect";

import { Approvals } from "../../src/gen/pumpup/v1/approvals_pb.js";
import { Tasks } from "../../src/gen/pumpup/v1/tasks_pb.js";
import { Uploads } from "../../src/gen/pumpup/v1/uploads_pb.js";
import { PumpUp } from "../../src/index.js";
import { Limit } from "../../src/limits.js";
import { resuming, untilEnd } from "../../src/watch.js";

function client(routes: (router: ConnectRouter) => void, options = {}): PumpUp {
  return new PumpUp({ apiKey: "pk_1", url: "http://127.0.0.1:1", transport: () => ({ transport: createRouterTransport(routes) }), ...options });
}

const AWAY = () => new ConnectError("away", Code.Unavailable);
const PACE = { firstPause: 1, longestPause: 4, silence: 1000 };
const decided = { state: { case: "decided" as const, value: { eventId: "e", outcome: { kind: { case: "approve" as const, value: {} } } } } };
const pending = { state: { case: "pending" as const, value: {} } };

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
  await assert.rejects(approvals.watchResult({ id: "a" }, { timeoutMs: 20 }), { name: "TimeoutError", message: /wait for approval a/ });
  const reason = new Error("enough");
  await assert.rejects(tasks.get({ id: "t" }, { signal: AbortSignal.abort(reason) }), reason);
  const stop = new AbortController();
  const watching = approvals.watchResult({ id: "a" }, { signal: stop.signal });
  stop.abort(reason);
  await assert.rejects(watching, reason);
});

type Stream = (context: HandlerContext) => AsyncIterable<typeof pending | typeof decided>;

/** Streams of a request, one after the other, and what a watch makes of them. */
async function watch(streams: Stream[], silence = PACE.silence) {
  let opened = 0;
  const { stubs } = client(({ service }) => service(Approvals, { watchResult: (_, context) => streams[opened++]!(context) }));
  let heard = 0;
  const interruptions: (string | undefined)[] = [];
  const end = await untilEnd(
    "The wait",
    (signal) => stubs.approvals.watchResult({ id: "a" }, { signal }),
    (state) => (state.case === "decided" ? state.value.eventId : undefined),
    { onPending: () => (heard += 1), onInterruption: (error) => interruptions.push(error?.code) },
    { ...PACE, silence },
  );
  return { end, opened, heard, interruptions };
}

test("a watch goes on over errors and ends that are none, and ends with the decision", async () => {
  const result = await watch([
    async function* () {
      yield pending;
      throw AWAY();
    },
    async function* () {
      yield pending; // It ends well, and without an end: nothing is made of that.
    },
    async function* () {
      throw new ConnectError("reset", Code.Internal);
    },
    async function* () {
      yield decided;
      throw new ConnectError("nobody reads this", Code.NotFound);
    },
  ]);
  assert.deepEqual(result, { end: "e", opened: 4, heard: 2, interruptions: ["UNAVAILABLE", undefined, "INTERNAL"] });
});

test("a watch that falls silent is opened anew, and the silent one is closed", async () => {
  let closed = false;
  const result = await watch(
    [
      async function* ({ signal }) {
        yield pending;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        closed = true;
      },
      async function* () {
        yield decided;
      },
    ],
    20,
  );
  assert.deepEqual(result, { end: "e", opened: 2, heard: 1, interruptions: ["DEADLINE_EXCEEDED"] });
  assert.ok(closed);
});

test("a watch ends with the server's refusal at once", async () => {
  const refuse: Stream = async function* () {
    throw new ConnectError("whose?", Code.Unauthenticated);
  };
  await assert.rejects(watch([refuse]), { name: "UnauthenticatedError" });
});

test("a timeline goes on from the last cursor, with each event once", async () => {
  const cursors: string[] = [];
  const { tasks } = client(({ service }) =>
    service(Tasks, {
      async *watchEvents({ cursor }) {
        cursors.push(cursor);
        const at = Number(cursor);
        yield { events: [{ sequence: BigInt(at + 1) }, { sequence: BigInt(at + 2) }], cursor: String(at + 2) };
        throw AWAY();
      },
    }),
  );
  const sequences: number[] = [];
  for await (const { sequence } of tasks.watchEvents({ id: "t" })) {
    sequences.push(sequence);
    if (sequence === 5) break;
  }
  assert.deepEqual([sequences, cursors], [[1, 2, 3, 4, 5], ["", "2", "4"]]);
});

test("nobody listens to streams that were left", async () => {
  const limit = new Limit("The watch", {});
  let signal: AbortSignal | undefined;
  const open = async function* (given: AbortSignal) {
    signal = given;
    yield 1;
  };
  for await (const _ of resuming(open, limit, {}, PACE)) break;
  assert.ok(signal?.aborted);
  limit.end();
});

test("a client that was closed ends its watches, and calls nothing any more", async () => {
  let told = () => {};
  const begun = new Promise<void>((resolve) => (told = resolve));
  const closed = client(({ service }) =>
    service(Approvals, {
      async *watchResult(_, { signal }) {
        yield pending;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    }),
  );
  const watching = closed.approvals.watchResult({ id: "a" }, { onPending: () => told() });
  await begun;
  closed.close();
  await assert.rejects(watching, { reason: "CLOSED" });
  await assert.rejects(closed.tasks.list(), { reason: "CLOSED" });
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
  assert.deepEqual([ids, tokens], [["a", "b", "xa"], ["", "x"]]);
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

test("a result of a newer server is no result", async () => {
  const { approvals } = client(({ service }) => service(Approvals, { getResult: () => ({}), watchResult: () => endless() }));
  await assert.rejects(approvals.getResult({ id: "a" }), { reason: "UNKNOWN_ARM" });
  await assert.rejects(approvals.watchResult({ id: "a" }), { reason: "UNKNOWN_ARM" });
});

async function* endless() {
  for (;;) yield {};
}
