// How a project's parts are called on the page.
import { Party } from "../../gen/pumpup/v1/events_pb";
import type { OutcomeKind } from "../../gen/pumpup/v1/outcomes_pb";
import type { Project } from "../../gen/pumpup/v1/projects_pb";
import { OUTCOMES } from "../../request/outcomes";
import { targetOf, UNITS } from "./draft";

/** Whose turn it is. */
export const OWNERS: [Party, string][] = [
  [Party.AGENT, "Agents"],
  [Party.HUMAN, "People"],
  [Party.PLATFORM, "Platform"],
];

export const ownerWords = (owner: Party): string => OWNERS.find(([party]) => party === owner)?.[1] ?? "Agents";
export const outcomeWords = (kind: OutcomeKind): string => OUTCOMES.find((words) => words.kind === kind)?.verb ?? "";

/** `1 step`, `2 steps`. */
export const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** The response target in words; empty if there is none. */
export function targetWords(project: Project): string {
  if (!project.responseTarget) return "";
  const { target, unit } = targetOf(project.responseTarget);
  const words = UNITS.find(({ seconds }) => seconds === unit)?.words ?? "seconds";
  return `${target} ${target === "1" ? words.slice(0, -1) : words}`;
}
