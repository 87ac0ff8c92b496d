// The five things that a person can say to an approval, and what an agent would say itself.
import type { MessageInitShape } from "@bufbuild/protobuf";

import { PumpUpError } from "./errors.js";
import type {
  AuthoritySnapshot as WireAuthority,
  Outcome as WireOutcome,
  OutcomeBid as WireBid,
  OutcomeBidSchema,
  OutcomeSchema,
} from "./gen/pumpup/v1/outcomes_pb.js";
import { given } from "./plain.js";

/** What a person said. It is never a bare boolean: two of the five let the action go ahead, one of them changed. */
export type Outcome =
  | { type: "APPROVE" | "REJECT" | "ESCALATE" | "REQUEST_MORE_INFO"; note?: string | undefined; reasonCode?: string | undefined }
  /** Go ahead with the change that the note describes. */
  | { type: "EDIT_AND_APPROVE"; note: string; reasonCode?: string | undefined };

/** What the agent would decide itself: a bid, never a decision. */
export interface OutcomeBid {
  outcome: Outcome;
  /** How sure it is, from 0 to 1. */
  confidence?: number | undefined;
  rationale?: string | undefined;
}

/** Who decided, as they stood at that moment. */
export interface AuthoritySnapshot {
  /** The person's stable id. */
  subject: string;
  tags: string[];
}

const ARMS = {
  APPROVE: "approve",
  REJECT: "reject",
  EDIT_AND_APPROVE: "editAndApprove",
  ESCALATE: "escalate",
  REQUEST_MORE_INFO: "requestMoreInfo",
} as const;

const TYPES = Object.fromEntries(Object.entries(ARMS).map(([type, arm]) => [arm, type])) as Record<string, Outcome["type"]>;

export function toOutcome(outcome: WireOutcome | undefined): Outcome {
  const kind = outcome?.kind;
  const type = TYPES[kind?.case ?? ""];
  if (!kind?.value || !type) throw unknown("an outcome");
  return { type, note: given(kind.value.note), reasonCode: given(kind.value.reasonCode) } as Outcome;
}

export function fromOutcome({ type, note, reasonCode }: Outcome): MessageInitShape<typeof OutcomeSchema> {
  const value = { note: note ?? "", reasonCode: reasonCode ?? "" };
  // A type from untyped code that is none of the five leaves the arm unset, which the server refuses by its path.
  return { kind: { case: ARMS[type], value } };
}

export function toBid(bid: WireBid | undefined): OutcomeBid | undefined {
  return bid && { outcome: toOutcome(bid.outcome), confidence: bid.confidence, rationale: given(bid.rationale) };
}

export function fromBid(bid: OutcomeBid | undefined): MessageInitShape<typeof OutcomeBidSchema> | undefined {
  return bid && { outcome: fromOutcome(bid.outcome), confidence: bid.confidence, rationale: bid.rationale ?? "" };
}

export function toAuthority(snapshot: WireAuthority | undefined): AuthoritySnapshot {
  return { subject: snapshot?.subject ?? "", tags: snapshot?.tags ?? [] };
}

/** Nothing is made up for what a newer server says: not a decision, above all. */
export function unknown(what: string): PumpUpError {
  return new PumpUpError(`The server sent ${what} that this version of the client does not know. Install a newer one.`, {
    reason: "UNKNOWN_ARM",
    code: "UNIMPLEMENTED",
    refused: true,
  });
}
