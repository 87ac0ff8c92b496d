// Times and spans in words.
import { timestampMs, type Duration, type Timestamp } from "@bufbuild/protobuf/wkt";

const STEPS: [number, string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A span in its largest unit, for example `4 h`. */
export function span(milliseconds: number): string {
  const [size, unit] = STEPS.find(([size]) => milliseconds >= size) ?? [1_000, "s"];
  return `${Math.max(0, Math.floor(milliseconds / size))} ${unit}`;
}

/** A span with its two largest units, for example `4 h 12 min`. */
export function exactSpan(milliseconds: number): string {
  const at = STEPS.findIndex(([size]) => milliseconds >= size);
  if (at < 0) return milliseconds > 0 ? `${Math.round(milliseconds)} ms` : "0 s";
  const [size, unit] = STEPS[at] ?? [1_000, "s"];
  const next = STEPS[at + 1];
  const rest = next ? Math.floor((milliseconds % size) / next[0]) : 0;
  return `${Math.floor(milliseconds / size)} ${unit}${next && rest ? ` ${rest} ${next[1]}` : ""}`;
}

/** How long ago something was. */
export function ago(at: number, now: number): string {
  return now - at < 10_000 ? "just now" : `${span(now - at)} ago`;
}

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A moment in full, in the reader's own time zone. */
export const fullTime = (at: Timestamp): string => FULL.format(timestampMs(at));
/** A moment to the minute. */
export const shortTime = (at: Timestamp): string => SHORT.format(timestampMs(at));

/** A duration in milliseconds. */
export const durationMs = (duration: Duration): number => Number(duration.seconds) * 1_000 + duration.nanos / 1e6;
