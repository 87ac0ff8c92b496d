// Approvals: a person signs off on an action, or does not.
import type { Client } from "@connectrpc/connect";
import { durationFromMs } from "@bufbuild/protobuf/wkt";

import type { Approvals as Service } from "./gen/pumpup/v1/approvals_pb.js";
import type { CallOptions } from "./limits.js";
import { fromBid, fromOutcome, unknown } from "./outcomes.js";
import type { Outcome, OutcomeBid } from "./outcomes.js";
import { freshKey, fromContext, fromDate } from "./plain.js";
import type { Keyed, KeyValueContext, Recorded } from "./plain.js";
import { noResult, toApprovalResult, toCancelled, toRequest, toTimedOut } from "./requests.js";
import type { ApprovalEnd, ApprovalResult, Request } from "./requests.js";
import { untilEnd } from "./watch.js";
import type { ResultWatchOptions } from "./watch.js";

/** What every request says. */
export interface AskCommon extends Keyed {
  /** The slug of the project, which the task lies in. */
  projectName: string;
  taskId: string;
  /** What is asked, in short Markdown. */
  summary: string;
  /** Facts to decide by, shown in this order. */
  keyValueContext?: KeyValueContext | undefined;
  /** Upload ids to show, attached to the task already. */
  attachments?: string[] | undefined;
  externalTraceId?: string | undefined;
  /** When the request closes by itself. */
  deadline?: Date | undefined;
  /** The step that the task falls back to at the deadline. */
  fallbackStep?: string | undefined;
}

/** What an approval asks. */
export interface ApprovalRequest extends AskCommon {
  /** What the agent would decide itself. */
  recommendation?: OutcomeBid | undefined;
}

/** How to ask for a result. */
export interface ResultQuery {
  /** The `eventId` that the creation of the request answered. */
  id: string;
  /** How long the server may wait for the end before it answers; 30 seconds at the most, not at all unless given. */
  waitMs?: number | undefined;
}

export class Approvals {
  readonly #stub: Client<typeof Service>;

  constructor(stub: Client<typeof Service>) {
    this.#stub = stub;
  }

  /** Asks for a sign-off. Answers at once; a person decides later. */
  async create(request: ApprovalRequest, options?: CallOptions): Promise<Recorded> {
    const { recommendation, ...rest } = request;
    const { eventId } = await this.#stub.create({ ...fromAsk(rest), recommendation: fromBid(recommendation) }, options);
    return { eventId };
  }

  /**
   * The decision, or `undefined` while there is none. Rejects with RequestCancelledError or RequestTimedOutError if there
   * will never be one.
   */
  async getResult({ id, waitMs }: ResultQuery, options?: CallOptions): Promise<ApprovalResult | undefined> {
    const wait = waitMs ? durationFromMs(waitMs) : undefined;
    const { state } = await this.#stub.getResult({ id, wait }, patient(options, waitMs));
    const end = toApprovalEnd(state);
    if (end && end.type !== "decided") throw noResult(end);
    return end;
  }

  /** Waits for the end of the request, however long that takes, over whatever happens to the connection meanwhile. */
  watchResult({ id }: { id: string }, options: ResultWatchOptions = {}): Promise<ApprovalEnd> {
    const open = (signal: AbortSignal) => this.#stub.watchResult({ id }, { signal });
    return untilEnd(`The wait for approval ${id}`, open, toApprovalEnd, options);
  }

  /** The whole request, with its digest. */
  async get({ id }: { id: string }, options?: CallOptions): Promise<Request> {
    const { request } = await this.#stub.get({ id }, options);
    if (!request) throw unknown("no request");
    return toRequest(request);
  }

  /** Decides; people only. With the digest of what was seen, so that nothing else is decided. */
  async decide(decision: { id: string; outcome: Outcome; digest?: string | undefined } & Keyed, options?: CallOptions) {
    const { id, outcome, digest, idempotencyKey } = decision;
    const { result } = await this.#stub.decide(
      { id, outcome: fromOutcome(outcome), digest: digest ?? "", idempotencyKey: idempotencyKey ?? freshKey() },
      options,
    );
    if (!result) throw unknown("no result");
    return toApprovalResult(result);
  }

  /** Withdraws an open request; only who made it may. */
  async cancel(withdrawal: { id: string; reason: string } & Keyed, options?: CallOptions): Promise<Recorded> {
    const { id, reason, idempotencyKey } = withdrawal;
    const { eventId } = await this.#stub.cancel({ id, reason, idempotencyKey: idempotencyKey ?? freshKey() }, options);
    return { eventId };
  }
}

type State = Awaited<ReturnType<Client<typeof Service>["getResult"]>>["state"];

/** The end, or undefined while pending. An arm that is not known is neither. */
export function toApprovalEnd(state: State): ApprovalEnd | undefined {
  switch (state.case) {
    case "pending":
      return undefined;
    case "decided":
      return { type: "decided", ...toApprovalResult(state.value) };
    case "cancelled":
      return toCancelled(state.value);
    case "timedOut":
      return toTimedOut(state.value);
    default:
      throw unknown("a state of a request");
  }
}

/** The parts of a creation that both kinds of requests share, as the wire has them. */
export function fromAsk(ask: AskCommon) {
  return {
    idempotencyKey: ask.idempotencyKey ?? freshKey(),
    projectName: ask.projectName,
    taskId: ask.taskId,
    summary: ask.summary,
    keyValueContext: fromContext(ask.keyValueContext),
    attachments: ask.attachments ?? [],
    externalTraceId: ask.externalTraceId ?? "",
    deadline: fromDate(ask.deadline),
    fallbackStep: ask.fallbackStep ?? "",
  };
}

/** A call that waits at the server has that much more time than the deadline, unless it is given one. */
export function patient(options: CallOptions | undefined, waitMs: number | undefined): CallOptions | undefined {
  return waitMs && options?.timeoutMs === undefined ? { ...options, timeoutMs: waitMs + 10_000 } : options;
}
