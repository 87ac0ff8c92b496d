// What the overview's figures say, in numbers and in sentences.
import type { Duration } from "@bufbuild/protobuf/wkt";

import type { AgeBucket, ConfidenceBucket, RequestFigures } from "../../gen/pumpup/v1/inbox_pb";
import { durationMs, exactSpan, span } from "../../ui/times";

/** The days that can be looked back. */
export const PERIODS = [7, 30, 90];

/** How requests end, in the order in which they are drawn, each with its colour and its pattern. */
export const ENDINGS = [
  { of: "approved", words: "Approved", colour: "go", pattern: "plain" },
  { of: "edited", words: "Approved with an edit", colour: "go", pattern: "rising" },
  { of: "rejected", words: "Rejected", colour: "stop", pattern: "plain" },
  { of: "escalated", words: "Escalated", colour: "agent", pattern: "falling" },
  { of: "moreInfo", words: "More information asked for", colour: "warn", pattern: "dots" },
  { of: "answered", words: "Form answered", colour: "accent", pattern: "plain" },
  { of: "timedOut", words: "Timed out", colour: "dim", pattern: "dots" },
  { of: "cancelled", words: "Withdrawn", colour: "dim", pattern: "rising" },
] as const;

export type Ending = (typeof ENDINGS)[number];

/** A share in per cent, which is 0 or 100 only if it is exactly that; a dash where there is nothing to have a share of. */
export function percent(part: number, whole: number): string {
  if (!whole) return "–";
  const exact = (100 * part) / whole;
  if (part > 0 && exact < 1) return "< 1 %";
  return `${part < whole ? Math.min(99, Math.round(exact)) : 100} %`;
}

const NUMBER = new Intl.NumberFormat();

/** A count with its thousands apart. */
export const count = (value: number): string => NUMBER.format(value);

/** A count of something, for example `1 decision` or `1,200 decisions`. */
const some = (value: number, one: string): string => `${count(value)} ${value === 1 ? one : `${one}s`}`;

/** A time to decision; a dash where nothing was decided. */
export const spanOf = (duration: Duration | undefined): string => (duration ? exactSpan(durationMs(duration)) : "–");

/** How many requests ended, whichever way. */
export const endedOf = (figures: RequestFigures): number => figures.resolved + figures.cancelled + figures.timedOut;

/** How many were decided, without the forms that were answered. */
export const decidedOf = (figures: RequestFigures): number => figures.resolved - figures.answered;

/** An age as people say it, for example `1 h to 4 h`. */
export function ageWords({ from, to }: AgeBucket): string {
  const [least, most] = [from, to].map((end) => (end ? durationMs(end) : 0));
  if (!most) return `${span(least ?? 0)} or more`;
  return least ? `${span(least)} to ${span(most)}` : `under ${span(most)}`;
}

/** What the bars of open requests show. */
export function ageSentence(buckets: AgeBucket[]): string {
  const open = buckets.reduce((sum, bucket) => sum + bucket.open, 0);
  if (!open) return "Nothing is open";
  const oldest = buckets.findLast((bucket) => bucket.open > 0);
  const from = oldest?.from ? durationMs(oldest.from) : 0;
  if (oldest && !from) return `Nothing has waited for ${oldest.to ? span(durationMs(oldest.to)) : "long"}`;
  return `${count(oldest?.open ?? 0)} of ${some(open, "open request")} ${oldest?.open === 1 ? "has" : "have"} waited ${span(from)} or longer`;
}

/** What the bar of outcomes shows. */
export function endingSentence(figures: RequestFigures): string {
  const decided = decidedOf(figures);
  if (decided) return `${percent(figures.approved, decided)} of ${some(decided, "decision")} approved what was proposed`;
  if (figures.answered) return `${some(figures.answered, "form")} ${figures.answered === 1 ? "was" : "were"} answered, nothing was decided`;
  return "Nothing was decided or answered";
}

/** What the columns of agreement show: whether agents are as sure as they are right. */
export function agreementSentence(buckets: ConfidenceBucket[]): string {
  const decisions = buckets.reduce((sum, bucket) => sum + bucket.decisions, 0);
  if (!decisions) return "No recommendation with a confidence was decided on";
  const agreed = buckets.reduce((sum, bucket) => sum + bucket.agreed, 0) / decisions;
  // The middle of a bucket stands for the confidences in it, so this is near and not exact.
  const sure = buckets.reduce((sum, { from, to, decisions }) => sum + (decisions * (from + to)) / 2, 0) / decisions;
  if (sure - agreed > 0.05) return "Agents are surer than people agree with them";
  if (agreed - sure > 0.05) return "People agree more often than agents are sure";
  return "People agree about as often as agents are sure";
}
