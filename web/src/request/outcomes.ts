// The five outcomes in words: what a person does, what follows from it, and how it is said afterwards.
import type { Outcome } from "../gen/pumpup/v1/outcomes_pb";
import { OutcomeKind } from "../gen/pumpup/v1/outcomes_pb";

/** The arms of the contract's oneof. */
export type OutcomeCase = NonNullable<Outcome["kind"]["case"]>;

/** How an outcome is spoken of. */
export interface Words {
  case: OutcomeCase;
  kind: OutcomeKind;
  /** On the button. */
  verb: string;
  /** Afterwards, of what somebody did. */
  past: string;
  /** What follows, on the button that does it. */
  consequence: string;
  /** What the note is for. */
  note: string;
  noteRequired: boolean;
  key: string;
  tone: "go" | "stop" | "warn" | "";
}

export const OUTCOMES: Words[] = [
  {
    case: "approve",
    kind: OutcomeKind.APPROVE,
    verb: "Approve",
    past: "Approved",
    consequence: "the agent goes ahead as proposed",
    note: "A remark for the agent and the record",
    noteRequired: false,
    key: "a",
    tone: "go",
  },
  {
    case: "reject",
    kind: OutcomeKind.REJECT,
    verb: "Reject",
    past: "Rejected",
    consequence: "the agent must not do it",
    note: "Why not, and what the agent should do instead",
    noteRequired: false,
    key: "r",
    tone: "stop",
  },
  {
    case: "editAndApprove",
    kind: OutcomeKind.EDIT_AND_APPROVE,
    verb: "Edit and approve",
    past: "Approved with an edit",
    consequence: "the agent goes ahead with your change",
    note: "The change, in words: the agent follows this",
    noteRequired: true,
    key: "e",
    tone: "go",
  },
  {
    case: "requestMoreInfo",
    kind: OutcomeKind.REQUEST_MORE_INFO,
    verb: "Ask for more",
    past: "Sent back for more",
    consequence: "this request ends; the agent may ask again with more",
    note: "What is missing",
    noteRequired: false,
    key: "i",
    tone: "warn",
  },
  {
    case: "escalate",
    kind: OutcomeKind.ESCALATE,
    verb: "Escalate",
    past: "Escalated",
    consequence: "this request ends; somebody with more authority has to look",
    note: "Who should look at it, and why",
    noteRequired: false,
    key: "s",
    tone: "warn",
  },
];

/** The words for an outcome. */
export function outcomeOf(name: OutcomeCase): Words {
  const words = OUTCOMES.find((words) => words.case === name);
  if (!words) throw new Error(`an outcome without words: ${name}`);
  return words;
}
