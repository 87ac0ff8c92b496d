// Drafts: kept for each person and request, read only where they fit, and not for ever.
import assert from "node:assert/strict";
import { test } from "node:test";

import { drop, isWorthKeeping, load, prune, save } from "../src/form/draft.ts";

/** A storage as browsers have it. */
class Kept {
  #items = new Map();
  constructor(most = Infinity) {
    this.most = most;
  }
  get length() {
    return this.#items.size;
  }
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key) {
    return this.#items.get(key) ?? null;
  }
  setItem(key, value) {
    if (value.length > this.most) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(key, value);
  }
  removeItem(key) {
    this.#items.delete(key);
  }
}

const DAY = 24 * 3_600_000;
const blanks = ["", [], null];
const draft = { entries: ["1,5", ["a"], false], settled: [true, false, false] };

test("a draft comes back to whom it belongs, for the form that it was begun for", () => {
  const store = new Kept();
  save(store, "ada", "r1", "digest", draft, 0);
  assert.deepEqual(load(store, "ada", "r1", "digest", blanks), draft);
  assert.equal(load(store, "bob", "r1", "digest", blanks), undefined);
  assert.equal(load(store, "ada", "r2", "digest", blanks), undefined);
  assert.equal(load(store, "ada", "r1", "another", blanks), undefined);
  assert.equal(load(store, "ada", "r1", "digest", ["", ""]), undefined, "another number of fields");
  assert.equal(load(store, "ada", "r1", "digest", ["", "", null]), undefined, "another kind of field");
  drop(store, "ada", "r1");
  assert.equal(load(store, "ada", "r1", "digest", blanks), undefined);
});

test("what is no draft is none", () => {
  const store = new Kept();
  for (const text of ["", "{", "null", "1", "[]", '{"at":1}', '{"at":1,"digest":"digest","entries":{},"settled":[]}']) {
    store.setItem("pumpup.draft.ada.r1", text);
    assert.equal(load(store, "ada", "r1", "digest", blanks), undefined, text);
  }
});

test("a browser that keeps nothing is no obstacle", () => {
  save(new Kept(0), "ada", "r1", "digest", draft, 0);
  save(undefined, "ada", "r1", "digest", draft, 0);
  assert.equal(load(undefined, "ada", "r1", "digest", blanks), undefined);
  drop(undefined, "ada", "r1");
  prune(undefined, 0);
});

test("old drafts go, and of many the oldest; nothing else does", () => {
  const store = new Kept();
  store.setItem("pumpup.theme", '"dark"');
  for (let index = 0; index < 60; index += 1) save(store, "ada", `r${index}`, "digest", draft, index);
  prune(store, 100);
  assert.equal(store.length, 51);
  assert.ok(load(store, "ada", "r59", "digest", blanks) && !load(store, "ada", "r9", "digest", blanks));
  save(store, "ada", "fresh", "digest", draft, 31 * DAY);
  prune(store, 31 * DAY + 1);
  assert.ok(load(store, "ada", "fresh", "digest", blanks));
  assert.equal(store.length, 2);
  assert.equal(store.getItem("pumpup.theme"), '"dark"');
});

test("only what differs from how the form was opened is worth keeping", () => {
  assert.ok(!isWorthKeeping({ entries: ["a", ["x", "y"]], settled: [false, false] }, ["a", ["y", "x"]]));
  assert.ok(isWorthKeeping({ entries: ["b"], settled: [false] }, ["a"]));
  assert.ok(isWorthKeeping({ entries: ["a"], settled: [true] }, ["a"]));
});
