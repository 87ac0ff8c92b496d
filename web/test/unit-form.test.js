// What stands in a form: how it becomes values and back, and that what the page says of it is what the server would say.
import assert from "node:assert/strict";
import { test } from "node:test";

import { create } from "@bufbuild/protobuf";

import { bounds, complaint, isEmail, isPhone, isUrl, onStep } from "../src/form/check.ts";
import { fieldOf, sort } from "../src/form/faults.ts";
import { grainOf, isMoment, isNative, sortable } from "../src/form/moments.ts";
import { blank, count, digits, entryOf, parseNumber, read, same, wordsOf } from "../src/form/values.ts";
import { percent } from "../src/ui/percent.ts";
import { FieldSchema, FieldValueSchema } from "../src/gen/pumpup/v1/fields_pb.ts";

const field = (kind, value = {}, more = {}) => create(FieldSchema, { id: "f", label: "F", kind: { case: kind, value }, ...more });
const value = (kind, value) => create(FieldValueSchema, { kind: { case: kind, value } });
const options = ["a", "ä b", " c "];

/** A field of each kind, and an answer to it. */
const ARMS = [
  [field("text"), value("text", "a\nb")],
  [field("textArea"), value("textArea", "a\r\nb 🦀")],
  [field("number"), value("number", 31.245270191439438)],
  [field("slider", { min: 0.1, max: 0.7, step: 0.2 }), value("slider", 0.30000000000000004)],
  [field("select", { options }), value("select", " c ")],
  [field("multiselect", { options }), value("multiselect", { options: ["ä b", "a"] })],
  [field("dateField"), value("dateField", "2024-02-29")],
  [field("time"), value("time", "17:30:00.123456789")],
  [field("dateTime"), value("dateTime", "2026-05-01T09:30:15")],
  [field("switch"), value("switch", false)],
];

test("every kind of answer goes into its field and comes out the same, bit for bit", () => {
  for (const [one, answer] of ARMS) {
    assert.deepEqual(read(one, entryOf(answer)), { is: "value", value: answer }, one.kind.case);
    assert.equal(complaint(one, entryOf(answer)), undefined, one.kind.case);
  }
  for (const number of [0, -0, 0.1, 1e300, 5e-324, Number.MAX_VALUE, -31.245270191439438, 9007199254740993, 1e21, 123456789012345680]) {
    const reading = read(field("number"), entryOf(value("number", number)));
    assert.ok(reading.is === "value" && Object.is(reading.value.kind.value, number), String(number));
  }
});

test("an untouched field says nothing, but a required switch says no", () => {
  for (const [one] of ARMS) {
    assert.deepEqual(read(one, blank(one)), { is: "nothing" }, one.kind.case);
    const required = { ...one, required: true };
    const reading = read(required, blank(one));
    if (one.kind.case === "switch") assert.equal(reading.value.kind.value, false);
    else {
      assert.deepEqual(reading, { is: "nothing" });
      assert.equal(complaint(required, blank(one)), "An answer is needed here.");
    }
    assert.equal(complaint(one, blank(one)), undefined);
  }
  assert.deepEqual(read(field("number"), "  "), { is: "nothing" });
});

test("numbers are taken as typed, or it is said why not", () => {
  const table = [
    ["12", 12], ["-12.50", -12.5], ["+3", 3], [".5", 0.5], ["5.", 5], ["1e3", 1000], ["1E-2", 0.01], [" 7 ", 7], ["\u22124", -4],
    ["0.1", 0.1], ["00012", 12], ["100000000000000000000", 1e20], ["-0", -0], ["0.30000000000000004", 0.30000000000000004],
    ["1,5", /separators/], ["1.234,50", /separators/], ["1 000", /separators/], ["12'000", /separators/],
    ["abc", /not a number/], ["-", /not a number/], [".", /not a number/], ["1e", /not a number/], ["0x10", /not a number/],
    ["Infinity", /not a number/], ["NaN", /not a number/], ["１２", /not a number/], ["1e400", /too large/],
    ["9007199254740993", /nearest number is 9007199254740992/], ["0.12345678901234567891", /more digits/], ["1e-400", /more digits/],
  ];
  for (const [typed, expected] of table) {
    const number = parseNumber(typed);
    if (expected instanceof RegExp) assert.match(number.words ?? "taken", expected, typed);
    else assert.ok(Object.is(number.value, expected), `${typed} is ${number.value ?? number.words}`);
  }
  assert.equal(digits(-0), "-0");
});

test("half a character can't be sent, and is not bent", () => {
  assert.equal(read(field("text"), "a\uD83E").is, "unreadable");
  assert.equal(count("🦀é"), 2);
});

test("entries are the same whatever the order they were chosen in", () => {
  assert.ok(same(["a", "b"], ["b", "a"]));
  assert.ok(!same(["a"], ["a", "b"]));
  assert.ok(same("", "") && same(null, null) && !same(null, false) && !same("", null));
});

test("confidences and values in words", () => {
  const sure = [[0.91, "91 %"], [1, "100 %"], [0.999, "over 99 %"], [0, "0 %"], [0.001, "under 1 %"], [0.005, "1 %"], [0.5, "50 %"]];
  for (const [confidence, words] of sure) assert.equal(percent(confidence), words);
  assert.deepEqual(ARMS.map(([, answer]) => wordsOf(answer)), [
    "a\nb", "a\r\nb 🦀", "31.245270191439438", "0.30000000000000004", " c ", "ä b, a",
    "2024-02-29", "17:30:00.123456789", "2026-05-01 09:30:15", "No",
  ]);
  assert.equal(wordsOf(undefined), "");
});

test("what is out of bounds is said with what would be right", () => {
  const table = [
    [field("text", { minLength: 3 }), "äö", /At least 3 characters.*2/],
    [field("text", { maxLength: 2 }), "🦀🦀", undefined],
    [field("text", { maxLength: 1 }), "🦀🦀", /At most 1 character are|At most 1 character/],
    [field("textArea"), "x".repeat(10_001), /At most 10000/],
    [field("text"), "a\0", /NUL/],
    [field("text", { format: 1 }), "ada", /e-mail/],
    [field("text", { format: 2 }), "030 1", /phone/],
    [field("text", { format: 3 }), "example.com", /https/],
    [field("number", { min: 1 }), "0.5", /At least 1 /],
    [field("number", { max: 1 }), "1.5", /At most 1 /],
    [field("number", { integerOnly: true }), "1.5", /whole/],
    [field("number", { integerOnly: true }), "2.0", undefined],
    [field("slider", { min: 0, max: 1, step: 0.3 }), "0.3", undefined],
    [field("slider", { min: 0, max: 1, step: 0.3 }), "0.30000000000000004", undefined],
    [field("slider", { min: 0, max: 1, step: 0.3 }), "0.4", /nearest is 0.3/],
    [field("slider", { min: 0, max: 1, step: 0.3 }), "1", /nearest is 0.9/],
    [field("slider", { min: 0, max: 1 }), "2", /At most 1/],
    [field("slider", { min: 0, max: 1 }), "0.123456", undefined],
    [field("select", { options }), "c", /not one of the options/],
    [field("multiselect", { options }), ["a", "x"], /no longer/],
    [field("dateField", { min: "2026-01-01", max: "" }), "2025-12-31", /2026-01-01 is the first/],
    [field("dateField"), "2025-02-29", /Write it as/],
    [field("time", { min: "", max: "17:30" }), "17:30:00.001", /17:30 is the last/],
    [field("time", { min: "", max: "17:30:00.5" }), "17:30:00.500", undefined],
    [field("dateTime", { min: "2026-01-01T09:30", max: "" }), "2026-01-01T09:29:59", /2026-01-01 09:30 is the first/],
  ];
  for (const [one, entry, words] of table) {
    const said = complaint(one, entry);
    if (words) assert.match(said ?? "nothing", words, `${one.kind.case} ${JSON.stringify(entry)}`);
    else assert.equal(said, undefined, `${one.kind.case} ${JSON.stringify(entry)}`);
  }
});

// The same tables as the server's own in src/domain/field/format.rs, in short.
test("formats are read as the server reads them", () => {
  const all = (check, good, bad) => {
    for (const text of good) assert.ok(check(text), text);
    for (const text of bad) assert.ok(!check(text), text);
  };
  all(
    isEmail,
    ["a@b", "ada.lovelace+tag@sub.example.co.uk", "!#$%&'*+-/=?^_`{|}~@example.com", "a@a-b.c", `${"l".repeat(64)}@example.com`],
    ["", "@", "ada@", "ada@@b", "Ada <a@b>", "a@b ", ".a@b", "a.@b", "a..b@c", "a@b.", "a@-b", "a@b-", "a@b_c", "a@[127.0.0.1]", "ä@b", "a@b\n", `${"l".repeat(65)}@b`],
  );
  all(
    isPhone,
    ["+12", "+49 (30) 123-456", "+1.415.555.0100", "(+49)30123456", "+123456789012345"],
    ["", "+1", "4930123456", "0049 30", "+0123", "+1234567890123456", "++49", "+49/30", "+49\u00a030123", "+４９30", "+-()"],
  );
  all(
    isUrl,
    ["http://a", "HTTPS://EXAMPLE.COM/", "https://user:word@example.com/", "http://[::1]:80/", "https://bücher.example/ä", "https://example.com?x=1"],
    ["", "example.com", "//x", "http:", "http://", "https:///path", "http:example.com", "ftp://a", "javascript:alert(1)", "http://?x", " https://a", "https://a b", "https://a\\b", "https://example.com:99999", "https://a<b"],
  );
});

test("moments are those of the calendar, and compare as moments", () => {
  const good = { dateField: ["2024-02-29", "0000-01-01", "9999-12-31"], time: ["00:00", "23:59:59.999999999"], dateTime: ["2024-02-29T00:00"] };
  const bad = {
    dateField: ["", "2026-1-1", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "12026-01-01", "2026-01-01Z"],
    time: ["", "24:00", "23:60", "23:59:60", "0:00", "00:00.5", "00:00:00.", "00:00:00.0123456789", "00:00Z", "00:00:00:00"],
    dateTime: ["", "2026-01-01", "2026-01-01 00:00", "2025-02-29T00:00", "2026-01-01T24:00", "2026-01-01T00:00Z", "2026-01-01T00:00T"],
  };
  for (const [kind, texts] of Object.entries(good)) for (const text of texts) assert.ok(isMoment(kind, text), text);
  for (const [kind, texts] of Object.entries(bad)) for (const text of texts) assert.ok(!isMoment(kind, text), text);
  assert.equal(sortable("time", "09:30"), sortable("time", "09:30:00.000"));
  assert.ok(sortable("dateTime", "2026-01-01T10:00:00.1") < sortable("dateTime", "2026-01-01T10:00:00.11"));
});

test("the browser's own inputs are used only for what they can hold", () => {
  assert.deepEqual([[], ["09:30", ""], ["09:30:15"], ["09:30:15.5"], ["09:30:15.1234"]].map(grainOf), [
    "minutes", "minutes", "seconds", "milliseconds", "finer",
  ]);
  assert.ok(isNative("time", "09:30:15.123") && isNative("dateField", "") && isNative("dateTime", "2026-01-01T09:30"));
  assert.ok(!isNative("time", "09:30:15.1234") && !isNative("dateField", "0000-01-01") && !isNative("dateField", "tomorrow"));
});

test("steps are counted from the left end, without dust", () => {
  assert.equal(onStep(1, 0.1, 0.2), 0.3);
  assert.equal(onStep(3, 0, 0.1), 0.3);
  assert.equal(onStep(1, 1e15, 1), 1e15 + 1);
});

test("bounds are said in words", () => {
  const table = [
    [field("text", { minLength: 3, maxLength: 5 }), "3 to 5 characters."],
    [field("text", { maxLength: 1 }), "At most 1 character."],
    [field("number", { min: 0, max: 10, integerOnly: true }), "A whole number from 0 to 10."],
    [field("slider", { min: 0, max: 1, step: 0.1 }), "In steps of 0.1."],
    [field("dateTime", { min: "2026-01-01T09:30", max: "" }), "2026-01-01 09:30 or later."],
    [field("switch"), ""],
  ];
  for (const [one, words] of table) assert.equal(bounds(one), words);
});

test("the server's faults find their fields, whatever the ids are", () => {
  assert.equal(fieldOf('answers["plain"]'), "plain");
  assert.equal(fieldOf(String.raw`answers["a\"b\\c\n\u{200b}\0\t'"]`), "a\"b\\c\n\u200b\0\t'");
  assert.equal(fieldOf("digest"), undefined);
  const fields = [field("text", {}, { id: "a" }), field("number", { min: 1 }, { id: 'b"' })];
  const { byField, others } = sort(fields, ["x", "0"], [
    { field: 'answers["a"]', words: "is wrong" },
    { field: 'answers["a"]', words: "is worse" },
    { field: String.raw`answers["b\""]`, words: "is 0; at least 1 is wanted" },
    { field: 'answers["c"]', words: "is not a field" },
  ]);
  assert.deepEqual([...byField], [[0, "The answer is wrong. It is worse."], [1, "At least 1 is needed."]]);
  assert.deepEqual(others, ['answers["c"]: is not a field']);
});
