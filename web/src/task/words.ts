// What happened, in our own words: one plain sentence for each kind of event, never the agent's.
import { Party, type Event } from "../gen/pumpup/v1/events_pb";
import type { Request } from "../gen/pumpup/v1/requests_pb";
import { outcomeOf } from "../request/outcomes";
import { plainLine, visible } from "../text/visible";
import { percent } from "../ui/percent";

/** What a timeline can be narrowed to. */
export const SORTS = {
  requests: "Requests and decisions",
  action: "Actions",
  exception: "Exceptions",
  note: "Notes",
  platform: "Platform",
} as const;

export type Sort = keyof typeof SORTS;

/** Whether an event is of a sort; it may be of two. */
export function isOf(sort: Sort, { payload, source }: Event): boolean {
  switch (sort) {
    case "requests":
      return ["approvalRequested", "approvalDecided", "elicitationRequested", "elicitationProvided", "requestCancelled", "timeout"].includes(
        payload.case ?? "",
      );
    case "action":
      return payload.case === "action" || payload.case === "assignment";
    case "platform":
      return source === Party.PLATFORM || payload.case === "taskCreated";
    default:
      return payload.case === sort;
  }
}

/** The request that an event made. */
export function requestOf({ payload }: Event): Request | undefined {
  if (payload.case === "approvalRequested" || payload.case === "elicitationRequested") return payload.value.request;
  return undefined;
}

/** Every request that a timeline tells of, by its id. */
export function requestsOf(events: Event[]): Map<string, Request> {
  return new Map(events.flatMap((event) => requestOf(event) ?? []).map((request) => [request.id, request]));
}

/** Who fired it. */
export const whoOf = (event: Event): string =>
  event.source === Party.PLATFORM || !event.actorName ? "The platform" : visible(event.actorName);

/** What somebody did, to stand behind their name. */
export function deedOf(event: Event, about?: Request): string {
  const { payload, actorId, source } = event;
  const thing = about?.ask.case === "elicitation" ? "form" : about ? "approval" : "request";
  switch (payload.case) {
    case "taskCreated":
      return "opened the task";
    case "approvalRequested":
      return "asked for approval";
    case "approvalDecided": {
      const outcome = payload.value.result?.outcome?.kind.case;
      return outcome ? `decided: ${outcomeOf(outcome).past.toLowerCase()}` : "decided";
    }
    case "elicitationRequested": {
      const ask = payload.value.request?.ask;
      const count = ask?.case === "elicitation" ? ask.value.fields.length : 0;
      return `asked ${count === 1 ? "a question" : `${count} questions`}`;
    }
    case "elicitationProvided": {
      const count = Object.keys(payload.value.result?.answers ?? {}).length;
      return `answered ${count === 1 ? "a question" : `${count} questions`}`;
    }
    case "action":
      return source === Party.HUMAN ? "moved the task" : "recorded an action";
    case "exception":
      return "recorded an exception";
    case "note":
      return "wrote a note";
    case "timeout":
      return `closed the ${thing}: its deadline passed`;
    case "assignment":
      if (!payload.value.assigneeId) return "gave the task to nobody";
      if (payload.value.assigneeId === actorId) return "took the task";
      return `gave the task to ${visible(payload.value.assigneeName)}`;
    case "taskClosed":
      return `closed the task in ${visible(payload.value.terminalStep)}`;
    case "requestCancelled":
      return source === Party.PLATFORM ? `withdrew the ${thing}, since the task closed` : `withdrew the ${thing}`;
    default:
      // A server that is newer than this page.
      return "did something that this page does not know";
  }
}

/** What an event belongs to, for example `the approval of “Refund $240”`. */
export function aboutWords(request: Request): string {
  const kind = request.ask.case === "elicitation" ? "the form" : "the approval";
  return `${kind} “${plainLine(request.summary)}”`;
}

/** How sure an agent is. */
export const sure = (confidence: number | undefined): string =>
  confidence === undefined ? "" : `${percent(confidence)} sure`;
