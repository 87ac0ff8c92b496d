// Requests as they are read: what was asked, and how it ended.
import type {
  ApprovalResult as WireApprovalResult,
  Cancelled as WireCancelled,
  ElicitationResult as WireElicitationResult,
  Request as WireRequest,
  TimedOut as WireTimedOut,
} from "./gen/pumpup/v1/requests_pb.js";
import { RequestCancelledError, RequestTimedOutError } from "./errors.js";
import { toAnswer, toField, toFieldBid } from "./fields.js";
import type { Field, FieldBid, FieldValue, TypedValue } from "./fields.js";
import { toAuthority, toBid, toOutcome, unknown } from "./outcomes.js";
import type { AuthoritySnapshot, Outcome, OutcomeBid } from "./outcomes.js";
import { given, toAttachment, toContext, toDate, toSetDate } from "./plain.js";
import type { Attachment } from "./plain.js";

/** A decision on an approval. It is final. Its `eventId` makes a good idempotency key for what you do about it. */
export interface ApprovalResult {
  requestId: string;
  taskId: string;
  /** The id of the decision itself, not of the request. */
  eventId: string;
  outcome: Outcome;
  decidedAt: Date;
  /** The name of the person. */
  decidedBy: string;
  authoritySnapshot: AuthoritySnapshot;
  /** What the agent recommended. */
  recommendationSnapshot: OutcomeBid | undefined;
}

/** The answers to an elicitation. They are final. */
export interface ElicitationResult {
  requestId: string;
  taskId: string;
  /** The id of the answers themselves, not of the request. */
  eventId: string;
  /** The answers by field id; fields that were left open are absent. */
  fields: Record<string, FieldValue>;
  /** The same, each with the kind of its field. */
  answers: Record<string, TypedValue>;
  answeredAt: Date;
  /** The name of the person. */
  answeredBy: string;
  authoritySnapshot: AuthoritySnapshot;
}

/** The request was withdrawn, or its task closed. No decision will come. */
export interface Cancelled {
  type: "cancelled";
  eventId: string;
  cancelledAt: Date;
  /** The name of who withdrew it; `platform` if its task closed. */
  cancelledBy: string;
  reason: string;
}

/** The request's own deadline passed. No decision will come. */
export interface TimedOut {
  type: "timedOut";
  eventId: string;
  timedOutAt: Date;
  /** The step that the task fell back to; undefined if it stayed. */
  fellBackTo: string | undefined;
}

/** How an approval ended. */
export type ApprovalEnd = ({ type: "decided" } & ApprovalResult) | Cancelled | TimedOut;

/** How an elicitation ended. */
export type ElicitationEnd = ({ type: "answered" } & ElicitationResult) | Cancelled | TimedOut;

/** What a request asks for. */
export type Ask =
  | { type: "approval"; recommendation: OutcomeBid | undefined }
  | { type: "elicitation"; fields: Field[]; recommendation: FieldBid[] };

/** A request as it was made, and how it stands. */
export interface Request {
  id: string;
  taskId: string;
  projectId: string;
  summary: string;
  keyValueContext: [key: string, value: string][];
  attachments: Attachment[];
  /** When it closes by itself. */
  deadline: Date | undefined;
  fallbackStep: string | undefined;
  externalTraceId: string | undefined;
  /** Stands for everything that people are shown. Send it with a decision to say what was seen. */
  digest: string;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  ask: Ask;
  state: { type: "pending" } | ApprovalEnd | ElicitationEnd;
}

export function toApprovalResult(result: WireApprovalResult): ApprovalResult {
  const { requestId, taskId, eventId, decidedBy } = result;
  return {
    requestId,
    taskId,
    eventId,
    outcome: toOutcome(result.outcome),
    decidedAt: toSetDate(result.decidedAt),
    decidedBy,
    authoritySnapshot: toAuthority(result.authoritySnapshot),
    recommendationSnapshot: toBid(result.recommendationSnapshot),
  };
}

export function toElicitationResult(result: WireElicitationResult): ElicitationResult {
  const { requestId, taskId, eventId, answeredBy } = result;
  const typed = Object.entries(result.answers).flatMap(([id, value]) => {
    const answer = toAnswer(value);
    return answer ? [[id, answer] as const] : [];
  });
  return {
    requestId,
    taskId,
    eventId,
    fields: Object.fromEntries(typed.map(([id, { value }]) => [id, value])),
    answers: Object.fromEntries(typed),
    answeredAt: toSetDate(result.answeredAt),
    answeredBy,
    authoritySnapshot: toAuthority(result.authoritySnapshot),
  };
}

export function toCancelled({ eventId, cancelledAt, cancelledBy, reason }: WireCancelled): Cancelled {
  return { type: "cancelled", eventId, cancelledAt: toSetDate(cancelledAt), cancelledBy, reason };
}

export function toTimedOut({ eventId, timedOutAt, fellBackTo }: WireTimedOut): TimedOut {
  return { type: "timedOut", eventId, timedOutAt: toSetDate(timedOutAt), fellBackTo: given(fellBackTo) };
}

/** For callers who ask for a result that will never come. */
export function noResult(end: Cancelled | TimedOut): RequestCancelledError | RequestTimedOutError {
  const metadata = { event_id: end.eventId };
  if (end.type === "timedOut") {
    const at = end.timedOutAt.toISOString();
    const of = { reason: "REQUEST_TIMED_OUT", code: "FAILED_PRECONDITION", refused: true, metadata };
    return new RequestTimedOutError(`The request's deadline passed at ${at}; no decision will come.`, of);
  }
  const of = { reason: "REQUEST_CANCELLED", code: "FAILED_PRECONDITION", refused: true, metadata };
  return new RequestCancelledError(`The request was withdrawn by ${end.cancelledBy}: ${end.reason}`, of);
}

export function toRequest(request: WireRequest): Request {
  const { id, taskId, projectId, summary, digest, requestedBy, requestedByName } = request;
  return {
    id,
    taskId,
    projectId,
    summary,
    keyValueContext: toContext(request.keyValueContext),
    attachments: request.attachments.map(toAttachment),
    deadline: toDate(request.deadline),
    fallbackStep: given(request.fallbackStep),
    externalTraceId: given(request.externalTraceId),
    digest,
    requestedBy,
    requestedByName,
    requestedAt: toSetDate(request.requestedAt),
    ask: toAsk(request.ask),
    state: toState(request.state),
  };
}

function toAsk(ask: WireRequest["ask"]): Ask {
  switch (ask.case) {
    case "approval":
      return { type: "approval", recommendation: toBid(ask.value.recommendation) };
    case "elicitation":
      return {
        type: "elicitation",
        fields: ask.value.fields.map(toField),
        recommendation: ask.value.recommendation.map(toFieldBid),
      };
    default:
      throw unknown("a kind of request");
  }
}

function toState(state: WireRequest["state"]): Request["state"] {
  switch (state.case) {
    case "pending":
      return { type: "pending" };
    case "decided":
      return { type: "decided", ...toApprovalResult(state.value) };
    case "answered":
      return { type: "answered", ...toElicitationResult(state.value) };
    case "cancelled":
      return toCancelled(state.value);
    case "timedOut":
      return toTimedOut(state.value);
    default:
      throw unknown("a state of a request");
  }
}
