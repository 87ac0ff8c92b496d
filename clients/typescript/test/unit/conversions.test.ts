// What goes over the wire and comes back, as tables.
import assert from "node:assert/strict";
import test from "node:test";

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";

import { fromField, fromFieldBid, fromTyped, fromValue, toField, toFieldBid, toTyped } from "../../src/fields.js";
import type { Field, FieldValue, TypedValue } from "../../src/fields.js";
import { FieldBidSchema, FieldSchema, FieldValueSchema } from "../../src/gen/pumpup/v1/fields_pb.js";
import { EventSchema } from "../../src/gen/pumpup/v1/events_pb.js";
import type { Field_Text_Format } from "../../src/gen/pumpup/v1/fields_pb.js";
import type { EventType } from "../../src/gen/pumpup/v1/events_pb.js";
import { OutcomeSchema } from "../../src/gen/pumpup/v1/outcomes_pb.js";
import { ElicitationResultSchema } from "../../src/gen/pumpup/v1/requests_pb.js";
import { TaskSchema } from "../../src/gen/pumpup/v1/tasks_pb.js";
import type { TaskStatus } from "../../src/gen/pumpup/v1/tasks_pb.js";
import { fromOutcome, toOutcome } from "../../src/outcomes.js";
import type { Outcome } from "../../src/outcomes.js";
import { fromContext, freshKey } from "../../src/plain.js";
import { toElicitationResult } from "../../src/requests.js";
import { toTask } from "../../src/tasks.js";
import { toEvent } from "../../src/timeline.js";

const common = { id: "id", label: "Label", description: "More", required: true };

const FIELDS: Field[] = [
  { type: "Text", ...common, minLength: 0, maxLength: 9, format: "PHONE" },
  { type: "TextArea", ...common, maxLength: 9 },
  { type: "Number", ...common, min: 0, max: 8, integerOnly: true },
  { type: "Slider", ...common, min: -1, max: 1, step: 0.5 },
  { type: "Select", ...common, options: ["a", "b"] },
  { type: "Multiselect", ...common, options: ["a", "b"] },
  { type: "DateField", ...common, min: "2026-01-01" },
  { type: "Time", ...common, max: "23:59" },
  { type: "DateTime", ...common, min: "2026-01-01T00:00", max: "2026-12-31T23:59" },
  { type: "Switch", ...common },
];

/** Without members that are there and undefined. */
function tidy<T>(value: T): T {
  return Object.fromEntries(Object.entries(value as object).filter(([, each]) => each !== undefined)) as T;
}

for (const field of FIELDS) {
  test(`a ${field.type} field comes back as it went`, () => {
    const wire = fromBinary(FieldSchema, toBinary(FieldSchema, create(FieldSchema, fromField(field))));
    assert.deepEqual(tidy(toField(wire)), field);
  });
}

const VALUES: [Field["type"], FieldValue][] = [
  ["Text", "text"],
  ["TextArea", "a\nb"],
  ["Number", 0],
  ["Slider", 12.5],
  ["Select", "a"],
  ["Multiselect", ["b", "a"]],
  ["DateField", "2026-05-14"],
  ["Time", "17:45"],
  ["DateTime", "2026-05-14T17:45"],
  ["Switch", false],
];

for (const [type, value] of VALUES) {
  test(`a value for ${type} goes into that arm`, () => {
    const wire = create(FieldValueSchema, fromValue(value, type));
    assert.deepEqual(toTyped(wire), { type, value });
    assert.deepEqual(create(FieldValueSchema, fromTyped({ type, value } as TypedValue)), wire);
  });
}

const MISFITS: [FieldValue, Field["type"] | undefined, Field["type"]][] = [
  ["three", "Number", "Text"],
  [3, "Select", "Number"],
  [["a"], "Select", "Multiselect"],
  ["a", "Multiselect", "Text"],
  [true, undefined, "Switch"],
];

for (const [value, field, arm] of MISFITS) {
  test(`${JSON.stringify(value)} for ${field} is left to the server, as ${arm}`, () => {
    const wire = create(FieldValueSchema, fromValue(value, field));
    assert.deepEqual(toTyped(fromBinary(FieldValueSchema, toBinary(FieldValueSchema, wire))), { type: arm, value });
  });
}

test("a bid goes into the arm of its field", () => {
  const bid = create(FieldBidSchema, fromFieldBid({ fieldId: "id", value: "2026-05-14", confidence: 0 }, [FIELDS[6]!]));
  assert.equal(bid.value?.kind.case, "dateField");
  assert.equal(bid.confidence, 0);
});

const OUTCOMES: Outcome[] = [
  { type: "APPROVE" },
  { type: "REJECT", note: "No." },
  { type: "EDIT_AND_APPROVE", note: "Half of it.", reasonCode: "half" },
  { type: "ESCALATE" },
  { type: "REQUEST_MORE_INFO", note: "Photos?" },
];

for (const outcome of OUTCOMES) {
  test(`${outcome.type} comes back as it went`, () => {
    assert.deepEqual(tidy(toOutcome(create(OutcomeSchema, fromOutcome(outcome)))), outcome);
  });
}

test("no decision is made of an outcome that is not known", () => {
  assert.throws(() => toOutcome(create(OutcomeSchema)), { name: "PumpUpError", reason: "UNKNOWN_ARM" });
});

test("an answer of a kind that is not known is not taken for a field that was left open", () => {
  const newer = fromBinary(FieldValueSchema, Uint8Array.of(0x9a, 0x06, 0x00)); // The field of number 99, empty.
  const unknown = create(ElicitationResultSchema, { answers: { id: newer } });
  assert.throws(() => toElicitationResult(unknown), { reason: "UNKNOWN_ARM" });
  const open = create(ElicitationResultSchema, { answers: { id: create(FieldValueSchema) } });
  assert.deepEqual(toElicitationResult(open).answers, {});
});

test("no value is made up for a bid", () => {
  for (const bid of [{ fieldId: "id" }, { fieldId: "id", value: {} }]) {
    assert.throws(() => toFieldBid(create(FieldBidSchema, bid)), { reason: "UNKNOWN_ARM" });
  }
});

test("names of a newer server are UNKNOWN", () => {
  assert.equal(toTask(create(TaskSchema, { status: 99 as TaskStatus })).status, "UNKNOWN");
  const kind = { case: "text" as const, value: { format: 99 as Field_Text_Format } };
  const field = toField(create(FieldSchema, { kind }));
  assert.equal(field.type === "Text" && field.format, "UNKNOWN");
  assert.throws(() => fromField(field), { name: "SetupError" });
});

test("an event of a newer server does not end the reading of a timeline", () => {
  const event = toEvent(create(EventSchema, { eventType: 99 as EventType, sequence: 7n }));
  assert.deepEqual(
    [event.payload, event.eventType, event.source, event.sequence],
    [{ type: "Unknown" }, "UNKNOWN", "UNKNOWN", 7],
  );
});

test("the context keeps its order", () => {
  assert.deepEqual(
    fromContext([
      ["2", "b"],
      ["1", "a"],
    ]),
    [
      { key: "2", value: "b" },
      { key: "1", value: "a" },
    ],
  );
  assert.deepEqual(fromContext({ Claim: "C-1", Amount: "$2" }), [
    { key: "Claim", value: "C-1" },
    { key: "Amount", value: "$2" },
  ]);
});

test("fresh keys are fit for the wire, and no two are the same", () => {
  const keys = Array.from({ length: 100 }, freshKey);
  assert.ok(keys.every((key) => /^[0-9a-f]{32}$/.test(key)));
  assert.equal(new Set(keys).size, 100);
});
