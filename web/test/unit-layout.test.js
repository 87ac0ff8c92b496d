// How step graphs are laid out: nothing overlaps, ways onward lead to the right, and no draft is too odd to draw.
import assert from "node:assert/strict";
import { test } from "node:test";

import { layOut, STEP_HEIGHT } from "../src/task/layout.ts";

const graphOf = (steps) => Object.entries(steps).map(([name, exits]) => ({ name, exits }));
const named = (layout, name) => layout.steps.find((step) => step.name === name);

/** What holds of every drawing. */
function assertSound(layout) {
  layout.steps.forEach((one, at) => {
    assert.ok(one.x >= 0 && one.y >= 0, `${one.name} is on the page`);
    assert.ok(one.x + one.width <= layout.width && one.y + STEP_HEIGHT <= layout.height, `${one.name} is on the page`);
    for (const other of layout.steps.slice(at + 1)) {
      const apart =
        one.x + one.width < other.x ||
        other.x + other.width < one.x ||
        one.y + STEP_HEIGHT < other.y ||
        other.y + STEP_HEIGHT < one.y;
      assert.ok(apart, `${one.name} and ${other.name} do not overlap`);
    }
  });
  for (const { from, to, path, back } of layout.exits) {
    assert.doesNotMatch(path, /NaN|undefined|Infinity/, `${from} to ${to}`);
    if (!back) assert.ok(named(layout, from).x < named(layout, to).x, `${from} leads to the right to ${to}`);
  }
}

const CLAIMS = graphOf({
  intake: ["assessment", "withdrawn"],
  assessment: ["review", "documents", "rejected"],
  documents: ["assessment", "withdrawn"],
  review: ["payout", "rejected", "assessment"],
  payout: ["complete", "review"],
  complete: [],
  rejected: [],
  withdrawn: [],
});

test("a graph with ways back is drawn with every exit once", () => {
  const layout = layOut(CLAIMS, "intake");
  assertSound(layout);
  const drawn = layout.exits.map(({ from, to }) => `${from}>${to}`).sort();
  assert.deepEqual(drawn, CLAIMS.flatMap(({ name, exits }) => exits.map((exit) => `${name}>${exit}`)).sort());
  const back = layout.exits.filter((exit) => exit.back).map(({ from, to }) => `${from}>${to}`);
  assert.deepEqual(back.sort(), ["documents>assessment", "payout>review", "review>assessment"]);
  assert.deepEqual(layout.steps.filter((step) => step.terminal).map((step) => step.name), ["complete", "rejected", "withdrawn"]);
});

test("the first step stands in the first column, whatever the order of the steps", () => {
  const layout = layOut([...CLAIMS].reverse(), "intake");
  assertSound(layout);
  assert.equal(named(layout, "intake").x, Math.min(...layout.steps.map((step) => step.x)));
});

test("a line that passes a column passes no step", () => {
  const layout = layOut(graphOf({ a: ["b", "c"], b: ["c"], c: [] }), "a");
  assertSound(layout);
  const { y } = named(layout, "b");
  const past = layout.exits.find(({ from, to }) => from === "a" && to === "c").path.match(/[\d.]+ ([\d.]+)(?= C|$)/g);
  const passing = past.slice(1, -1).map((point) => Number(point.split(" ")[1]));
  assert.ok(passing.length > 0 && passing.every((at) => at < y || at > y + STEP_HEIGHT), `${passing} pass ${y}`);
});

test("what is being edited is drawn too", () => {
  assert.deepEqual(layOut([], "gone").steps, []);
  for (const [what, steps, initial] of [
    ["one step that leads to itself", graphOf({ a: ["a"] }), "a"],
    ["exits to steps that are gone, and twice to the same", graphOf({ a: ["b", "b", "gone"], b: [] }), "a"],
    ["a first step that is gone", graphOf({ a: ["b"], b: ["a"] }), "gone"],
    ["steps that nothing leads to", graphOf({ a: [], b: ["c"], c: ["b"] }), "a"],
    ["two steps of one name and one of none", [{ name: "a", exits: [""] }, { name: "a", exits: [] }, { name: "", exits: ["a"] }], "a"],
  ]) {
    const layout = layOut(steps, initial);
    assertSound(layout);
    assert.equal(new Set(layout.steps.map((step) => step.name)).size, layout.steps.length, what);
    assert.equal(new Set(layout.exits.map(({ from, to }) => `${from}>${to}`)).size, layout.exits.length, what);
  }
  const lost = layOut(graphOf({ a: [], b: ["c"], c: [] }), "a").steps.filter((step) => !step.reachable);
  assert.deepEqual(lost.map((step) => step.name), ["b", "c"]);
});

test("the largest graphs are drawn: a hundred steps in a line, and a hundred that all lead to each other", () => {
  const names = Array.from({ length: 100 }, (_, at) => `step-${at}`);
  const line = layOut(names.map((name, at) => ({ name, exits: names.slice(at + 1, at + 2) })), "step-0");
  assertSound(line);
  assert.deepEqual([line.exits.length, line.hidden], [99, 0]);
  const started = performance.now();
  const all = layOut(names.map((name) => ({ name, exits: names.filter((other) => other !== name) })), "step-0");
  assert.ok(performance.now() - started < 5_000, "the page does not hang");
  assertSound(all);
  assert.equal(all.exits.length + all.hidden, 100 * 99, "what is not drawn is counted");
  assert.equal(all.hidden, 4_851, "none is drawn behind the steps that it would pass");
});
