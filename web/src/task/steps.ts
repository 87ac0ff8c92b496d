// The steps of a graph in words, and the way that a task has taken through it.
import { Party, type Event } from "../gen/pumpup/v1/events_pb";
import type { Step } from "../gen/pumpup/v1/projects_pb";
import type { IconName } from "../ui/icons";

/** How a party is drawn and named. */
export function ownerOf(party: Party): { icon: IconName; words: string } {
  if (party === Party.HUMAN) return { icon: "person", words: "person" };
  if (party === Party.PLATFORM) return { icon: "settings", words: "platform" };
  // Where a step does not say whose turn it is, it is the agent's.
  return { icon: "robot", words: "agent" };
}

/** The steps that a task has been in, in order, up to the present one. */
export function wayOf(events: Event[]): string[] {
  const way: string[] = [];
  for (const { payload, transitionTo } of events) {
    if (payload.case === "taskCreated") way.push(payload.value.initialStep);
    else if (transitionTo) way.push(transitionTo);
  }
  return way;
}

/** A step in one sentence, for those who listen. */
export function heardStep(step: Step, { current, visited, initial }: { current: boolean; visited: boolean; initial: boolean }): string {
  const parts = [
    step.exits.length ? `${step.name}: ${ownerOf(step.owner).words}’s turn` : `${step.name}: an end`,
    initial ? "the first step" : "",
    current ? "the task is here now" : visited ? "visited" : "",
    step.exits.length ? `leads to ${step.exits.join(", ")}` : "the task closes here",
  ];
  return parts.filter(Boolean).join("; ");
}
