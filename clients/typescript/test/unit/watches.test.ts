// Watches over a transport that fails as it is told to.
import assert from "node:assert/strict";
import test from "node:test";

import { Code, ConnectError } from "@connectrpc/connect";
import type { HandlerContext } from "@connectrpc/connect";

import { Approvals } from "../../src/gen/pumpup/v1/approvals_pb.js";
import { Tasks } from "../../src/gen/pumpup/v1/tasks_pb.js";
import { Limit } from "../../src/limits.js";
import { resuming, untilEnd } from "../../src/watch.js";
import { AWAY, client } from "./fixture.js";

const PACE = { firstPause: 1, longestPause: 4, silence: 1000 };
const decided = {
  state: { case: "decided" as const, value: { eventId: "e", outcome: { kind: { case: "approve" as const, value: {} } } } },
};
const pending = { state: { case: "pending" as const, value: {} } };

type Stream = (context: HandlerContext) => AsyncIterable<typeof pending | typeof decided>;

/** Streams of a request, one after the other, and what a watch makes of them. */
async function watch(streams: Stream[], silence = PACE.silence) {
  let opened = 0;
  const { stubs } = client(({ service }) => service(Approvals, { watchResult: (_, context) => streams[opened++]!(context) }), {
    url: "https://127.0.0.1:1",
  });
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

const untrusted: Stream = async function* () {
  throw new ConnectError("self-signed certificate in certificate chain", Code.Internal);
};

test("trouble with TLS ends a watch that never heard anything, and no other", async () => {
  await assert.rejects(watch([untrusted]), { name: "SetupError" });
  const result = await watch([
    async function* () {
      yield pending;
      throw AWAY();
    },
    untrusted,
    async function* () {
      yield decided;
    },
  ]);
  assert.deepEqual(result, { end: "e", opened: 3, heard: 1, interruptions: ["UNAVAILABLE", "FAILED_PRECONDITION"] });
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
  assert.deepEqual(
    [sequences, cursors],
    [
      [1, 2, 3, 4, 5],
      ["", "2", "4"],
    ],
  );
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

test("a result of a newer server is no result", async () => {
  const { approvals } = client(({ service }) => service(Approvals, { getResult: () => ({}), watchResult: () => endless() }));
  await assert.rejects(approvals.getResult({ id: "a" }), { reason: "UNKNOWN_ARM" });
  await assert.rejects(approvals.watchResult({ id: "a" }), { reason: "UNKNOWN_ARM" });
});

async function* endless() {
  for (;;) yield {};
}
