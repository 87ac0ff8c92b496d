// Elicitations: a person supplies what an agent cannot find out, in a typed form.
import type { Client } from "@connectrpc/connect";
import { durationFromMs } from "@bufbuild/protobuf/wkt";

import { fromAsk, patient } from "./approvals.js";
import type { AskCommon, ResultQuery } from "./approvals.js";
import { fromField, fromFieldBid, fromTyped, fromValue } from "./fields.js";
import type { Field, FieldBid, FieldValue, TypedValue } from "./fields.js";
import type { Elicitations as Service } from "./gen/pumpup/v1/elicitations_pb.js";
import type { CallOptions } from "./limits.js";
import { unknown } from "./outcomes.js";
import { freshKey } from "./plain.js";
import type { Keyed, Recorded } from "./plain.js";
import { noResult, toCancelled, toElicitationResult, toRequest, toTimedOut } from "./requests.js";
import type { ElicitationEnd, ElicitationResult, Request } from "./requests.js";
import { untilEnd } from "./watch.js";
import type { ResultWatchOptions } from "./watch.js";

/** What an elicitation asks. */
export interface ElicitationRequest extends AskCommon {
  /** The form. */
  fields: Field[];
  /** What the agent would answer, at most one bid a field. */
  recommendation?: FieldBid[] | undefined;
}

/** What a person answers. */
export interface Answers extends Keyed {
  id: string;
  /** By field id: plain values, for which the form is read first, or values with the kind of their field. */
  answers: Record<string, FieldValue | TypedValue>;
  /** The digest of the request that the person saw. */
  digest?: string | undefined;
}

export class Elicitations {
  readonly #stub: Client<typeof Service>;

  constructor(stub: Client<typeof Service>) {
    this.#stub = stub;
  }

  /** Asks people to fill in a form. Answers at once; a person answers later. */
  async create(request: ElicitationRequest, options?: CallOptions): Promise<Recorded> {
    const { fields, recommendation = [], ...rest } = request;
    const form = { fields: fields.map(fromField), recommendation: recommendation.map((bid) => fromFieldBid(bid, fields)) };
    const { eventId } = await this.#stub.create({ ...fromAsk(rest), ...form }, options);
    return { eventId };
  }

  /**
   * The answers, or `undefined` while there are none. Rejects with RequestCancelledError or RequestTimedOutError if there
   * will never be any.
   */
  async getResult({ id, waitMs }: ResultQuery, options?: CallOptions): Promise<ElicitationResult | undefined> {
    const wait = waitMs ? durationFromMs(waitMs) : undefined;
    const { state } = await this.#stub.getResult({ id, wait }, patient(options, waitMs));
    const end = toElicitationEnd(state);
    if (end && end.type !== "answered") throw noResult(end);
    return end;
  }

  /** Waits for the end of the request, however long that takes, over whatever happens to the connection meanwhile. */
  watchResult({ id }: { id: string }, options: ResultWatchOptions = {}): Promise<ElicitationEnd> {
    const open = (signal: AbortSignal) => this.#stub.watchResult({ id }, { signal });
    return untilEnd(`The wait for elicitation ${id}`, open, toElicitationEnd, options);
  }

  /** The whole request, with its digest. */
  async get({ id }: { id: string }, options?: CallOptions): Promise<Request> {
    const { request } = await this.#stub.get({ id }, options);
    if (!request) throw unknown("no request");
    return toRequest(request);
  }

  /** Answers; people only. With the digest of what was seen, so that no other form is answered. */
  async answer({ id, answers, digest, idempotencyKey }: Answers, options?: CallOptions): Promise<ElicitationResult> {
    const entries = Object.entries(answers);
    const ask = entries.some(([, value]) => !isTyped(value)) ? (await this.get({ id }, options)).ask : undefined;
    const fields = ask?.type === "elicitation" ? ask.fields : [];
    const values = entries.map(([key, value]) => {
      return [key, isTyped(value) ? fromTyped(value) : fromValue(value, fields.find((field) => field.id === key)?.type)];
    });
    const { result } = await this.#stub.answer(
      { id, answers: Object.fromEntries(values), digest: digest ?? "", idempotencyKey: idempotencyKey ?? freshKey() },
      options,
    );
    if (!result) throw unknown("no result");
    return toElicitationResult(result);
  }

  /** Withdraws an open request; only who made it may. */
  async cancel(withdrawal: { id: string; reason: string } & Keyed, options?: CallOptions): Promise<Recorded> {
    const { id, reason, idempotencyKey } = withdrawal;
    const { eventId } = await this.#stub.cancel({ id, reason, idempotencyKey: idempotencyKey ?? freshKey() }, options);
    return { eventId };
  }
}

function isTyped(value: FieldValue | TypedValue): value is TypedValue {
  return typeof value === "object" && !Array.isArray(value);
}

type State = Awaited<ReturnType<Client<typeof Service>["getResult"]>>["state"];

/** The end, or undefined while pending. An arm that is not known is neither. */
function toElicitationEnd(state: State): ElicitationEnd | undefined {
  switch (state.case) {
    case "pending":
      return undefined;
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
