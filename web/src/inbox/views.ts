// Which of the open requests a view shows, and in which order. Pure, over what the watch has brought.
import { timestampMs } from "@bufbuild/protobuf/wkt";

import type { InboxItem } from "../gen/pumpup/v1/inbox_pb";
import { RequestKind } from "../gen/pumpup/v1/requests_pb";
import { idOf } from "./items";

/** A view of the rail. */
export type View = "needs-me" | "open" | "mine" | "unclaimed" | "overdue" | "with-agent" | "done";

export const VIEWS: { view: View; words: string }[] = [
  { view: "needs-me", words: "Needs me" },
  { view: "mine", words: "Claimed by me" },
  { view: "unclaimed", words: "Unclaimed" },
  { view: "overdue", words: "Overdue" },
  { view: "open", words: "Everything open" },
  { view: "with-agent", words: "Sent back for more" },
  { view: "done", words: "Done" },
];

/** Whether a view shows what has ended. */
export const isEnded = (view: View): boolean => view === "done" || view === "with-agent";

export type Order = "waiting" | "newest" | "due";
export const ORDERS: { order: Order; words: string }[] = [
  { order: "waiting", words: "Longest waiting" },
  { order: "newest", words: "Newest" },
  { order: "due", words: "Due first" },
];

/** What is asked of the list; everything of it stands in the URL. */
export interface Choice {
  view: View;
  project: string;
  step: string;
  agent: string;
  kind: string;
  /** Open for at least so many minutes. */
  age: string;
  assignee: string;
  text: string;
  order: Order;
}

/** Reads the choice out of an address. */
export function choiceOf(params: URLSearchParams): Choice {
  const said = (name: string) => params.get(name) ?? "";
  return {
    view: VIEWS.find(({ view }) => view === said("view"))?.view ?? "needs-me",
    project: said("project"),
    step: said("step"),
    agent: said("agent"),
    kind: said("kind"),
    age: said("age"),
    assignee: said("assignee"),
    text: said("q"),
    order: ORDERS.find(({ order }) => order === said("sort"))?.order ?? "waiting",
  };
}

/** Which kind of request an item is. */
export const kindOf = (item: InboxItem): RequestKind =>
  item.request?.ask.case === "elicitation" ? RequestKind.ELICITATION : RequestKind.APPROVAL;

const millis = (at: Parameters<typeof timestampMs>[0] | undefined): number => (at ? timestampMs(at) : Infinity);

/** Whether it has been open for longer than its project's response target. */
export const isOverdue = (item: InboxItem, now: number): boolean => millis(item.overdueAt) <= now;

/** When it should be done: its deadline or its overdue time, whichever comes first. */
export const dueAt = (item: InboxItem): number => Math.min(millis(item.request?.deadline), millis(item.overdueAt));

/** Whether a view of what is open shows an item to this person. */
export function inView(item: InboxItem, view: View, me: string, now: number): boolean {
  switch (view) {
    case "needs-me":
      return item.assigneeId === "" || item.assigneeId === me;
    case "mine":
      return item.assigneeId === me;
    case "unclaimed":
      return item.assigneeId === "";
    case "overdue":
      return isOverdue(item, now);
    case "open":
      return true;
    case "with-agent":
    case "done":
      return false;
  }
}

/** Whether the filters let an item through. `found` are ids that the server found for the text, where it looks further. */
export function passes(item: InboxItem, choice: Choice, me: string, now: number, found?: ReadonlySet<string>): boolean {
  const { request } = item;
  if (!request) return false;
  if (choice.project && item.projectName !== choice.project) return false;
  if (choice.step && item.currentStep !== choice.step) return false;
  if (choice.agent && request.requestedBy !== choice.agent) return false;
  if (choice.kind && choice.kind !== (kindOf(item) === RequestKind.APPROVAL ? "approval" : "form")) return false;
  if (choice.age && now - millis(request.requestedAt) < Number(choice.age) * 60_000) return false;
  if (choice.assignee && item.assigneeId !== assigneeOf(choice.assignee, me)) return false;
  return !choice.text || Boolean(found?.has(idOf(item))) || says(item, choice.text);
}

const assigneeOf = (said: string, me: string): string => (said === "me" ? me : said === "nobody" ? "" : said);

/** Whether what the row knows has the text in it, in whatever case. */
function says(item: InboxItem, text: string): boolean {
  const wanted = text.toLowerCase();
  return [item.request?.summary ?? "", item.taskName, item.externalId].some((own) => own.toLowerCase().includes(wanted));
}

/** Puts items in an order; of equals the one that waits longer comes first. */
export function ordered(items: InboxItem[], order: Order): InboxItem[] {
  const asked = (item: InboxItem) => millis(item.request?.requestedAt);
  const compare: Record<Order, (a: InboxItem, b: InboxItem) => number> = {
    waiting: (a, b) => asked(a) - asked(b),
    newest: (a, b) => asked(b) - asked(a),
    // What is never due comes last.
    due: (a, b) => (dueAt(a) === dueAt(b) ? asked(a) - asked(b) : dueAt(a) - dueAt(b)),
  };
  return items.toSorted((a, b) => compare[order](a, b) || (idOf(a) < idOf(b) ? -1 : 1));
}
