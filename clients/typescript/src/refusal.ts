// Turns what Connect throws into the errors of this package.
import { Code, ConnectError } from "@connectrpc/connect";

import * as errors from "./errors.js";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";

type Family = new (sentence: string, of: errors.Particulars) => errors.PumpUpError;

const FAMILIES: Partial<Record<Code, Family>> = {
  [Code.InvalidArgument]: errors.InvalidRequestError,
  [Code.Unauthenticated]: errors.UnauthenticatedError,
  [Code.PermissionDenied]: errors.PermissionDeniedError,
  [Code.NotFound]: errors.NotFoundError,
  [Code.AlreadyExists]: errors.AlreadyExistsError,
  [Code.FailedPrecondition]: errors.ConflictError,
  [Code.ResourceExhausted]: errors.LimitExceededError,
  [Code.Unavailable]: errors.UnavailableError,
  [Code.DeadlineExceeded]: errors.TimeoutError,
  [Code.Internal]: errors.InternalError,
};

/** The error of this package for whatever a call to the server at `url` threw. */
export function refusal(thrown: unknown, url: string): errors.PumpUpError {
  if (thrown instanceof errors.PumpUpError) return thrown;
  const error = ConnectError.from(thrown);
  if (error.cause instanceof errors.PumpUpError) return error.cause;
  const info = error.findDetails(ErrorInfoSchema)[0];
  if (!info) {
    const mistake = connecting(error, url);
    if (mistake) return mistake;
  }
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  const code = codeName(error.code);
  const Family = FAMILIES[error.code] ?? errors.PumpUpError;
  return new Family(error.rawMessage || `The call ended with ${code} and without a word.`, {
    code,
    reason: info?.reason ?? code,
    metadata: { ...info?.metadata },
    violations: error
      .findDetails(BadRequestSchema)
      .flatMap((detail) => detail.fieldViolations.map(({ field, description }) => ({ field, description }))),
    requestId: error.findDetails(RequestInfoSchema)[0]?.requestId ?? error.metadata.get("x-request-id") ?? undefined,
    retryDelayMs: delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6,
    refused: info !== undefined,
    cause: error,
  });
}

/** gRPC's own name of a code: `INVALID_ARGUMENT`. */
export function codeName(code: Code): string {
  if (code === Code.Canceled) return "CANCELLED"; // Connect spells it with one L.
  return (Code[code] ?? "UNKNOWN").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}

const CERTIFICATE = /self[- ]signed|unable to (verify|get)|certificate|CERT_|ALTNAME/i;
const NO_TLS_THERE = /wrong version number|packet length too long|EPROTO|ERR_SSL/i;
const NOBODY = /ECONNREFUSED/i;
const NO_CONNECTION = /No connection established|Failed to connect|ETIMEDOUT/i;
const UNREACHED = /Failed to fetch|Load failed|NetworkError when/i;
const NO_HOST = /ENOTFOUND|EAI_AGAIN|Name resolution failed/i;

const BROKEN =
  /ECONNRESET|EPIPE|socket hang up|network error|Connection dropped|missing (status|trailer|response body)|Protocol error/i;
/** Node's words for streams and sessions that the peer ended, for example on its way out. */
const ENDED =
  /ERR_HTTP2_(STREAM_ERROR|STREAM_CANCEL|SESSION_ERROR|GOAWAY_SESSION|INVALID_SESSION)|NGHTTP2_(REFUSED_STREAM|CANCEL)/;

/** A sentence for a connection that did not come about, by what the layers below said of it. */
function connecting(error: ConnectError, url: string): errors.PumpUpError | undefined {
  const said = chain(error).join(" ");
  const secure = url.startsWith("https:");
  const away = (sentence: string) =>
    new errors.UnavailableError(sentence, { reason: "UNAVAILABLE", code: "UNAVAILABLE", cause: error });
  if (secure && NO_TLS_THERE.test(said)) {
    const plain = url.replace("https:", "http:");
    return new errors.SetupError(`The server at ${url} does not speak TLS. If it is meant to be plaintext, use ${plain}`, error);
  }
  if (secure && CERTIFICATE.test(said)) {
    return new errors.SetupError(
      `The certificate of ${url} is not trusted: ${error.rawMessage}. If it is of your own making, set PUMPUP_CA_CERT to the ` +
        "file of the CA's certificate (TLS itself works).",
      error,
    );
  }
  if (NOBODY.test(said)) return away(`Nobody listens at ${url}. Is the server up? It is started with: pumpup serve`);
  if (NO_HOST.test(said)) return away(`There is no host of the name in ${url}. Check PUMPUP_URL.`);
  if (UNREACHED.test(said)) {
    return away(
      `The browser did not reach ${url}, and does not say why: nobody listens there (it is started with: pumpup serve), ` +
        "it is another origin than the page's, or one side speaks TLS and the other does not.",
    );
  }
  const other = secure
    ? `If it speaks no TLS, use ${url.replace("https:", "http:")}`
    : `If it speaks TLS, use ${url.replace("http:", "https:")}`;
  if (NO_CONNECTION.test(said))
    return away(`No connection to ${url} came about: ${error.rawMessage}. Is the server up? ${other}`);
  // A reset that nobody here asked for comes as CANCELLED or ABORTED. Whatever was sent may have arrived, or not.
  const reset = error.code === Code.Canceled || error.code === Code.Aborted;
  if (reset || BROKEN.test(said) || ENDED.test(said)) {
    return away(`The connection to ${url} broke: ${error.rawMessage}. ${other}`);
  }
  return undefined;
}

/** The codes and messages of an error and its causes. */
function chain(error: unknown): string[] {
  const words: string[] = [];
  for (let depth = 0; error instanceof Error && depth < 8; depth += 1, error = error.cause) {
    words.push(error.message, "code" in error ? String(error.code) : "");
  }
  return words;
}
