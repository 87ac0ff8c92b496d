// What can go wrong, as classes: one base, one class a family of the server's reasons, one for every time-out.

/** What is wrong with one field of a message. */
export interface Violation {
  /** The path of the field, as in the message: `key_value_context[1].key`. */
  field: string;
  /** What is wrong with it, and what would be right. */
  description: string;
}

/** What is known of an error besides its sentence. */
export interface Particulars {
  reason: string;
  code: string;
  metadata?: Record<string, string>;
  violations?: readonly Violation[];
  requestId?: string | undefined;
  retryDelayMs?: number | undefined;
  refused?: boolean;
  cause?: unknown;
}

/** Whatever a call ends with that is no answer. Its message holds the server's sentence and the path of every faulty field. */
export class PumpUpError extends Error {
  override name = "PumpUpError";
  /** The stable reason, for programs: `REQUEST_ALREADY_OPEN`. The gRPC code's name where the server gave none. */
  readonly reason: string;
  /** The gRPC code's name: `FAILED_PRECONDITION`. */
  readonly code: string;
  /** The particulars of the reason, for example the `request_id` of the request that is open already. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Every fault of the message that was sent. */
  readonly violations: readonly Violation[];
  /** The id to report the call by. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait before the next try. */
  readonly retryDelayMs: number | undefined;
  /** Whether it was the server that said so, and nobody on the way to it. */
  readonly refused: boolean;

  constructor(sentence: string, of: Particulars) {
    const violations = of.violations ?? [];
    const faults = violations.map(({ field, description }) => `\n  ${field}: ${description}`);
    super(sentence + faults.join(""), of.cause === undefined ? undefined : { cause: of.cause });
    this.reason = of.reason;
    this.code = of.code;
    this.metadata = of.metadata ?? {};
    this.violations = violations;
    this.requestId = of.requestId;
    this.retryDelayMs = of.retryDelayMs;
    this.refused = of.refused ?? false;
  }
}

/** The message is faulty: INVALID_REQUEST, IDEMPOTENCY_KEY_REUSED, PAGE_TOKEN_INVALID, METADATA_SCHEMA, ANSWERS_INVALID. */
export class InvalidRequestError extends PumpUpError {
  override name = "InvalidRequestError";
}

/** The key is unknown, revoked or expired. */
export class UnauthenticatedError extends PumpUpError {
  override name = "UnauthenticatedError";
}

/** The key's role may not do this: agents never decide, for example. */
export class PermissionDeniedError extends PumpUpError {
  override name = "PermissionDeniedError";
}

/** There is no such thing in the account: TASK_NOT_FOUND, REQUEST_NOT_FOUND, … */
export class NotFoundError extends PumpUpError {
  override name = "NotFoundError";
}

/** The name is taken: PROJECT_EXISTS, … */
export class AlreadyExistsError extends PumpUpError {
  override name = "AlreadyExistsError";
}

/** It does not fit how things stand: REQUEST_ALREADY_OPEN, REQUEST_ALREADY_DECIDED, TASK_CLOSED, DIGEST_MISMATCH, … */
export class ConflictError extends PumpUpError {
  override name = "ConflictError";
}

/** Too many, too large or too fast. */
export class LimitExceededError extends PumpUpError {
  override name = "LimitExceededError";
}

/** The server is away, or on its way out, and stayed so over all retries. */
export class UnavailableError extends PumpUpError {
  override name = "UnavailableError";
}

/** A fault of the server; its log knows more under the request id. */
export class InternalError extends PumpUpError {
  override name = "InternalError";
}

/** Time ran out: a call's, or a wait's. It says nothing about the request, which stays open. */
export class TimeoutError extends PumpUpError {
  override name = "TimeoutError";

  constructor(sentence: string, of: Partial<Particulars> = {}) {
    super(sentence, { reason: "DEADLINE_EXCEEDED", code: "DEADLINE_EXCEEDED", ...of });
  }
}

/** The client cannot work as it was set up; the message says what to do. */
export class SetupError extends PumpUpError {
  override name = "SetupError";

  constructor(sentence: string, cause?: unknown) {
    super(sentence, { reason: "SETUP", code: "FAILED_PRECONDITION", cause });
  }
}

/** `getResult`: the request was withdrawn, or its task closed. No decision will come. */
export class RequestCancelledError extends PumpUpError {
  override name = "RequestCancelledError";
}

/** `getResult`: the request's own deadline passed. No decision will come. */
export class RequestTimedOutError extends PumpUpError {
  override name = "RequestTimedOutError";
}
