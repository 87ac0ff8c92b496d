// Which approvals may be decided together: only those that can be read whole in a list.
import assert from "node:assert/strict";
import { test } from "node:test";

import { create } from "@bufbuild/protobuf";

import { InboxItemSchema } from "../src/gen/pumpup/v1/inbox_pb.ts";
import { aloneBecause } from "../src/inbox/bulk.ts";

const item = (more = {}) =>
  create(InboxItemSchema, {
    request: { summary: "Refund $240", requestedByName: "agent", ask: { case: "approval", value: {} }, ...more },
  });
const facts = (count, value = "v") => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value }));

test("what can't be read whole, or hides something, is opened by itself", () => {
  for (const [more, because] of [
    [{}, ""],
    [{ keyValueContext: facts(12) }, ""],
    [{ keyValueContext: facts(13) }, "it has 13 facts"],
    [{ summary: "a".repeat(600) }, ""],
    [{ summary: "a".repeat(601) }, "it is long"],
    [{ keyValueContext: facts(1, "é".repeat(601)) }, "it is long"],
    [{ summary: "Refund \u202E042$" }, "it has characters that can't be seen"],
    [{ keyValueContext: facts(1, "x\u200By") }, "it has characters that can't be seen"],
    [{ attachments: [{ label: "photo", uploadId: "1" }] }, "it has a file"],
    [{ ask: { case: "elicitation", value: {} } }, "it can't be read here"],
  ]) {
    assert.equal(aloneBecause(item(more)), because, JSON.stringify(more).slice(0, 80));
  }
});
