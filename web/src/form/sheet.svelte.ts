// A form while it is filled in: what stands in each field, which suggestions were looked at, and what is wrong with it.
import type { Field, FieldBid, FieldValue } from "../gen/pumpup/v1/fields_pb";
import type { ElicitationAsk } from "../gen/pumpup/v1/requests_pb";
import type { Fault } from "../wire/refusal";
import { complaint, onLeaving } from "./check";
import type { Draft } from "./draft";
import { sort } from "./faults";
import { afterPress } from "./press";
import { blank, entryOf, isBlank, read, same, type Entry } from "./values";

/** One field of the form. */
export class Line {
  readonly field: Field;
  readonly bid: FieldBid | undefined;
  /** What stands there first: what the agent suggests, or nothing. */
  readonly first: Entry;
  entry = $state.raw<Entry>(null);
  /** Whether the suggestion was confirmed or changed. */
  settled = $state(false);
  /** What is wrong with the entry; empty if nothing is known to be. */
  fault = $state("");
  /** What the browser holds back because it is only half a date or time. */
  half = $state(false);

  constructor(field: Field, bid: FieldBid | undefined) {
    this.field = field;
    this.bid = bid;
    this.first = bid?.value ? entryOf(bid.value) : blank(field);
    this.entry = this.first;
  }

  /** Whether what stands here is the agent's word, which nobody has looked at yet. */
  get suggested(): boolean {
    return this.bid !== undefined && !this.settled;
  }

  /** Whether something else stands here than what the agent suggested. */
  get differs(): boolean {
    return this.bid !== undefined && !same(this.entry, this.first);
  }

  /** Takes what was typed or chosen. */
  change(entry: Entry): void {
    this.half = false;
    if (same(entry, this.entry)) return;
    this.entry = entry;
    this.settled = true;
    if (this.fault) this.fault = onLeaving(this.field, entry) ?? "";
  }

  /** The field was left: now is the time to say what is wrong. */
  leave(): void {
    afterPress(() => {
      if (this.half) this.fault = HALF;
      else if (!isBlank(this.entry)) this.fault = onLeaving(this.field, this.entry) ?? "";
    });
  }

  confirm(): void {
    this.settled = true;
  }

  /** Puts back what the agent suggested. */
  restore(): void {
    this.change(this.first);
  }

  /** Leaves the field open. */
  clear(): void {
    this.change(blank(this.field));
  }
}

const HALF = "Only a part of this is filled in.";

/** The whole form. */
export class Sheet {
  readonly lines: Line[];
  /** What is wrong with the answers as a whole. */
  others = $state.raw<string[]>([]);

  constructor(ask: ElicitationAsk) {
    this.lines = ask.fields.map((field) => new Line(field, ask.recommendation.find((bid) => bid.fieldId === field.id)));
  }

  get unconfirmed(): number {
    return this.lines.filter((line) => line.suggested).length;
  }
  get faulty(): number[] {
    return this.lines.flatMap((line, index) => (line.fault ? [index] : []));
  }

  confirmAll(): void {
    for (const line of this.lines) line.confirm();
  }

  /** As the agent sent it. */
  startOver(): void {
    for (const line of this.lines) {
      line.entry = line.first;
      line.settled = false;
      line.fault = "";
      line.half = false;
    }
    this.others = [];
  }

  get draft(): Draft {
    return { entries: this.lines.map((line) => line.entry), settled: this.lines.map((line) => line.settled) };
  }

  restore({ entries, settled }: Draft): void {
    this.lines.forEach((line, index) => {
      line.entry = entries[index] ?? null;
      line.settled = settled[index] ?? false;
    });
  }

  /** The answers to send; nothing, with the faults set, if some can't be sent as they stand. */
  answers(): Record<string, FieldValue> | undefined {
    const answers: [string, FieldValue][] = [];
    let whole = true;
    for (const line of this.lines) {
      const reading = read(line.field, line.entry);
      line.fault = line.half ? HALF : reading.is === "unreadable" ? reading.words : "";
      if (line.fault) whole = false;
      else if (reading.is === "value") answers.push([line.field.id, reading.value]);
    }
    this.others = [];
    // What is held back anyway can just as well be looked through for all that the server would say.
    if (!whole) for (const line of this.lines) line.fault ||= complaint(line.field, line.entry) ?? "";
    return whole ? Object.fromEntries(answers) : undefined;
  }

  /** Takes what the server found wrong. */
  blame(faults: Fault[]): void {
    const fields = this.lines.map((line) => line.field);
    const entries = this.lines.map((line) => line.entry);
    const { byField, others } = sort(fields, entries, faults);
    this.lines.forEach((line, index) => (line.fault = byField.get(index) ?? ""));
    this.others = others;
  }
}
