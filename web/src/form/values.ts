// What stands in a field while it is filled in, and how that becomes a value of the contract and back. Nothing is lost on
// the way: what can't be sent as it was typed is said, not bent.
import { create } from "@bufbuild/protobuf";

import { FieldValueSchema, FieldValue_SelectionSchema, type Field, type FieldValue } from "../gen/pumpup/v1/fields_pb";

/** What stands in a field: texts, numbers, moments and the chosen option as they are typed, empty for no answer. */
export type Entry = string | string[] | boolean | null;

/** What an entry says: a value, nothing, or something that is not yet a value. */
export type Reading = { is: "value"; value: FieldValue } | { is: "nothing" } | { is: "unreadable"; words: string };

const NOTHING: Reading = { is: "nothing" };

/** What stands in a field that nobody has touched. */
export function blank(field: Field): Entry {
  if (field.kind.case === "multiselect") return [];
  return field.kind.case === "switch" ? null : "";
}

/** What a value looks like in its field. */
export function entryOf(value: FieldValue | undefined): Entry {
  const kind = value?.kind;
  if (kind?.case === "number" || kind?.case === "slider") return digits(kind.value);
  if (kind?.case === "multiselect") return [...kind.value.options];
  return kind?.value ?? "";
}

/** Whether two entries say the same. */
export function same(one: Entry, other: Entry): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((option) => other.includes(option));
}

/** Whether an entry says anything. */
export const isBlank = (entry: Entry): boolean => entry === null || entry === "" || (Array.isArray(entry) && entry.length === 0);

/** Reads an entry. A required switch that nobody has touched says no: the form says so beside it. */
export function read(field: Field, entry: Entry): Reading {
  const kind = field.kind.case;
  const value = (value: FieldValue["kind"]): Reading => ({ is: "value", value: create(FieldValueSchema, { kind: value }) });
  if (kind === "switch") {
    if (typeof entry === "boolean") return value({ case: "switch", value: entry });
    return field.required ? value({ case: "switch", value: false }) : NOTHING;
  }
  if (kind === "multiselect") {
    if (!Array.isArray(entry) || entry.length === 0) return NOTHING;
    return value({ case: "multiselect", value: create(FieldValue_SelectionSchema, { options: entry }) });
  }
  if (typeof entry !== "string" || entry === "" || kind === undefined) return NOTHING;
  if (kind === "number" || kind === "slider") {
    if (entry.trim() === "") return NOTHING;
    const number = parseNumber(entry);
    return "words" in number ? { is: "unreadable", words: number.words } : value({ case: kind, value: number.value });
  }
  // Half a surrogate pair is no character: it could not be sent at all.
  if (/\p{Cs}/u.test(entry)) return { is: "unreadable", words: "It holds half a character, which can't be sent." };
  return value({ case: kind, value: entry });
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,9}))?$/i;

/** Reads a number as people type it; refuses what would be another number once it is sent. */
export function parseNumber(typed: string): { value: number } | { words: string } {
  const text = typed.trim().replace("\u2212", "-");
  const match = DECIMAL.exec(text);
  if (!match || !(match[2] || match[3])) {
    if (/^[+-]?[\d.,\s'’]*\d[\d.,\s'’]*$/.test(text)) {
      return { words: "Write it without thousands separators, with a point before the decimals: 1234.5." };
    }
    return { words: "This is not a number." };
  }
  const value = Number(text);
  if (!Number.isFinite(value)) return { words: "This number is too large to be sent." };
  if (significant(text) !== significant(digits(value))) {
    return { words: `This has more digits than can be sent; the nearest number is ${digits(value)}.` };
  }
  return { value };
}

/** A number with all its digits, as short as it can be without becoming another. */
export const digits = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** A decimal number in one form, whatever way it was written. */
function significant(text: string): string {
  const [, sign = "", whole = "", part = "", power = "0"] = DECIMAL.exec(text) ?? [];
  const all = (whole + part).replace(/^0+/, "");
  const kept = all.replace(/0+$/, "");
  if (!kept) return "0";
  return `${sign === "-" ? "-" : ""}${kept}e${Number(power) - part.length + all.length - kept.length}`;
}

/** How many characters a text has, as the server counts them: Unicode scalar values. */
export const count = (text: string): number => Array.from(text).length;

/** A value in one line of plain words, as far as it has such. */
export function wordsOf(value: FieldValue | undefined): string {
  const kind = value?.kind;
  if (kind?.case === "switch") return kind.value ? "Yes" : "No";
  if (kind?.case === "dateTime") return kind.value.replace("T", " ");
  const entry = entryOf(value);
  return Array.isArray(entry) ? entry.join(", ") : String(entry);
}
