// What the dashboard reckons by itself: the rules on step graphs, slugs, response targets, and what figures say.
import assert from "node:assert/strict";
import { test } from "node:test";

import { create } from "@bufbuild/protobuf";

import { drawable, faultsOf } from "../src/dashboard/graph.ts";
import { percent } from "../src/dashboard/overview/figures.ts";
import { changesTo, draftOf, emptyDraft, graphIn, schemaFault, targetIn, targetOf } from "../src/dashboard/projects/draft.ts";
import { slugOf } from "../src/dashboard/projects/slug.ts";
import { ProjectSchema, StepGraphSchema } from "../src/gen/pumpup/v1/projects_pb.ts";

const graph = (initialStep, steps, stepSchemas = {}) =>
  create(StepGraphSchema, { initialStep, stepSchemas, steps: Object.entries(steps).map(([name, exits]) => ({ name, exits })) });
const faults = (one) => faultsOf(one).map(({ field, words }) => `${field}: ${words}`);

test("a graph whose steps can all be reached has no faults", () => {
  assert.deepEqual(faults(graph("a", { a: ["b", "a"], b: ["a"] })), []);
});

test("each fault of a graph has the path that the server gives it", () => {
  assert.deepEqual(faults(create(StepGraphSchema)), ["steps.steps: At least one step is required, at most 100"]);
  assert.deepEqual(faults(graph("", { a: [] })), ["steps.initial_step: Choose the step that tasks enter at"]);
  assert.deepEqual(faults(graph("x", { a: [] })), ["steps.initial_step: Tasks enter at “x”, which no step is named"]);
  assert.deepEqual(faults(graph("a", { a: ["gone", "a", "a"] })), [
    "steps.steps[0].exits[0]: Leads to “gone”, which no step is named",
    "steps.steps[0].exits[2]: Leads to “a” twice",
  ]);
  assert.deepEqual(faults(graph("a", { a: [], b: ["a"] })), [
    "steps.steps[1].name: Cannot be reached from the initial step “a”",
  ]);
  assert.deepEqual(faults(graph("a", { a: [] }, { b: {} })), ['steps.step_schemas["b"]: Names no step of the graph']);
  const twice = create(StepGraphSchema, { initialStep: "a", steps: [{ name: "a" }, { name: "a" }, { name: " " }, { name: "ü".repeat(201) }] });
  assert.deepEqual(faults(twice).slice(0, 3), [
    "steps.steps[1].name: Repeats the name of step 1; each has to differ",
    "steps.steps[2].name: A name is required: 1 to 200 characters",
    "steps.steps[3].name: The name has 201 characters; at most 200 are allowed",
  ]);
  assert.deepEqual(drawable(twice).steps.map(({ name }) => name.slice(0, 2)), ["a", "üü"]);
});

test("a step that is renamed stays where others lead to", () => {
  const draft = emptyDraft();
  draft.steps[1].name = "done";
  assert.deepEqual(graphIn(draft).steps[0].exits, ["done"]);
  assert.deepEqual(faultsOf(graphIn(draft)), []);
});

test("only what differs is sent", () => {
  const project = create(ProjectSchema, { name: "A", steps: graph("a", { a: [] }, { a: { type: "object" } }), responseTarget: { seconds: 5_400n } });
  const draft = draftOf(project);
  assert.deepEqual(changesTo(project, draft), {});
  draft.target = "";
  draft.name = "B";
  const changes = changesTo(project, draft);
  assert.deepEqual(Object.keys(changes), ["name", "responseTarget"]);
  assert.equal(changes.responseTarget.seconds, 0n);
});

test("response targets are read in their unit, and written in the largest without a rest", () => {
  assert.deepEqual(targetOf({ seconds: 5_400n, nanos: 0 }), { target: "90", unit: 60 });
  assert.deepEqual(targetOf({ seconds: 172_800n, nanos: 0 }), { target: "2", unit: 86_400 });
  assert.equal(targetIn({ target: "1,5", unit: 3_600 }).seconds, 5_400n);
  assert.equal(targetIn({ target: "soon", unit: 3_600 }), undefined);
  assert.equal(targetIn({ target: "-1", unit: 3_600 }), undefined);
});

test("slugs are those of the server", () => {
  const slugs = {
    General: "general",
    "  KYC / AML -- 2026! ": "kyc-aml-2026",
    "Straße Łódź Ærø": "strasse-lodz-aero",
    "e\u0301te\u0301": "ete",
    ÉTÉ: "ete",
    İstanbul: "istanbul",
    "People's": "people-s",
    日本: "",
    "---": "",
    "２０": "",
  };
  for (const [name, slug] of Object.entries(slugs)) assert.equal(slugOf(name), slug, name);
  assert.equal(slugOf("ß".repeat(200)).length, 200);
  assert.equal(slugOf(`${"a".repeat(199)} b`), "a".repeat(199));
});

test("schemas are JSON objects", () => {
  assert.equal(schemaFault(" "), "");
  assert.equal(schemaFault('{"type":"object"}'), "");
  assert.match(schemaFault("[]"), /JSON object/);
  assert.match(schemaFault("{"), /not JSON yet/);
});

test("a share is whole only if it is", () => {
  assert.deepEqual([percent(0, 0), percent(0, 9), percent(1, 1_000), percent(999, 1_000), percent(7, 7)], ["–", "0 %", "< 1 %", "99 %", "100 %"]);
});
