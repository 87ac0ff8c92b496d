// Calls and lists over a transport that fails as it is told to.
import assert from "node:assert/strict";
import test from "node:test";

import { Code, ConnectError } from "@connectrpc/connect";

import { OutcomeKind } from "../../src/gen/pumpup/v1/outcomes_pb.js";
import { Projects } from "../../src/gen/pumpup/v1/projects_pb.js";
import { Tasks } from "../../src/gen/pumpup/v1/tasks_pb.js";
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

test("a call whose signal is aborted beforehand is not sent", async () => {
  let calls = 0;
  const sent = () => ((calls += 1), new Promise<never>(() => {}));
  const { tasks, uploads, stubs } = client(() => {}, { transport: () => ({ transport: { unary: sent, stream: sent } }) });
  const reason = new Error("enough");
  const signal = AbortSignal.abort(reason);
  await assert.rejects(tasks.create({ projectName: "general", name: "Never" }, { signal }), reason);
  await assert.rejects(uploads.upload({ file: Uint8Array.of(1) }, { signal }), reason);
  await assert.rejects(uploads.upload({ file: new Blob(["a"]).stream() }, { signal }), reason);
  await assert.rejects(stubs.tasks.watchEvents({ taskId: "t" }, { signal })[Symbol.asyncIterator]().next(), reason);
  assert.equal(calls, 0);
});

test("the time-out of a write says that it may be written, and no other does", async () => {
  const hanging = { unary: () => new Promise<never>(() => {}), stream: () => new Promise<never>(() => {}) };
  const { tasks, uploads } = client(() => {}, { transport: () => ({ transport: hanging }), timeoutMs: 20 });
  const maybe = { name: "TimeoutError", message: /took longer than 0.02 s. A write may have taken effect all the same./ };
  await assert.rejects(tasks.create({ projectName: "general", name: "Perhaps" }), maybe);
  await assert.rejects(uploads.upload({ file: Uint8Array.of(1) }, { timeoutMs: 20 }), maybe);
  await assert.rejects(uploads.upload({ file: new Blob(["a"]).stream() }, { timeoutMs: 20 }), maybe);
  const read = { name: "TimeoutError", message: /^Tasks.Get took longer than 0.02 s. The server/ };
  await assert.rejects(tasks.get({ id: "t" }), read);
  const late = client(({ service }) =>
    service(Tasks, {
      create: () => Promise.reject(new ConnectError("late", Code.DeadlineExceeded)),
      get: () => Promise.reject(new ConnectError("late", Code.DeadlineExceeded)),
    }),
  );
  await assert.rejects(late.tasks.create({ projectName: "general", name: "Perhaps" }), {
    name: "TimeoutError",
    message: "late A write may have taken effect all the same.",
  });
  await assert.rejects(late.tasks.get({ id: "t" }), { name: "TimeoutError", message: "late" });
});

test("what JSON cannot hold is refused, not changed", async () => {
  let calls = 0;
  const { tasks, events } = client(({ service }) =>
    service(Tasks, { create: () => ((calls += 1), { task: {} }), recordAction: () => ((calls += 1), {}) }),
  );
  const [large, when] = [2n ** 60n, new Date(0)] as unknown as [number, string];
  await assert.rejects(tasks.create({ projectName: "general", name: "n", metadataPatch: { set: { a: { b: [1, large] } } } }), {
    name: "InvalidRequestError",
    violations: [{ field: "metadata_patch.set.a.b[1]", description: "is a BigInt: send it as text" }],
  });
  const action = { taskId: "t", description: "d" };
  await assert.rejects(events.agentAction({ ...action, metadataPatch: { setOnce: { when } } }), /set_once.when/);
  await assert.rejects(events.agentAction({ ...action, detail: { large } }), /detail.large/);
  await assert.rejects(events.exception({ taskId: "t", message: "m", detail: { large } }), /detail.large/);
  assert.equal(calls, 0);
  const plain = { text: "1152921504606846976", list: [null, true, 1.5], deep: {} };
  await tasks.create({ projectName: "general", name: "n", metadataPatch: { set: plain } });
  assert.equal(calls, 1);
});

test("an outcome of a preset that is not known is UNKNOWN", async () => {
  const { projects } = client(({ service }) =>
    service(Projects, { get: () => ({ project: { reasonPresets: [{ code: "c", outcomes: [1, 99 as OutcomeKind] }] } }) }),
  );
  const { reasonPresets } = await projects.get({ id: "p" });
  assert.deepEqual(reasonPresets[0]?.outcomes, [OutcomeKind[1], "UNKNOWN"]);
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
