// The server's faults, each brought to its field.
import type { Field } from "../gen/pumpup/v1/fields_pb";
import type { Fault } from "../wire/refusal";
import { complaint } from "./check";
import type { Entry } from "./values";

/** The id of the field that a path of the server names; nothing if it names none. */
export function fieldOf(path: string): string | undefined {
  const quoted = /^answers\["(.*)"\]$/s.exec(path)?.[1];
  return quoted?.replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gs, (all, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
    return { n: "\n", t: "\t", r: "\r", "0": "\0" }[letter ?? ""] ?? letter ?? all;
  });
}

/** The faults by the place of their field in the form, and those that belong to none of them. */
export interface Sorted {
  byField: Map<number, string>;
  others: string[];
}

/** Sorts the faults. Where our own words say the same more plainly, they stand in place of the server's. */
export function sort(fields: Field[], entries: Entry[], faults: Fault[]): Sorted {
  const byField = new Map<number, string>();
  const others: string[] = [];
  for (const { field, words } of faults) {
    const id = fieldOf(field);
    const at = fields.findIndex((one) => one.id === id);
    const own = fields[at];
    if (!own) {
      others.push(`${field}: ${words}`);
      continue;
    }
    const plainly = complaint(own, entries[at] ?? null);
    const before = byField.get(at);
    byField.set(at, plainly ?? (before ? `${before} It ${words}.` : `The answer ${words}.`));
  }
  return { byField, others };
}
