// Why a call failed, in the platform's own terms.
import { Code, ConnectError } from "@connectrpc/connect";

import { BadRequestSchema, ErrorInfoSchema } from "../gen/google/rpc/error_details_pb";

/** One thing that is wrong with a message. */
export interface Fault {
  /** The path in the message; for answers, the field's id. */
  field: string;
  /** What is wrong. */
  words: string;
}

/** Why a call failed. */
export interface Refusal {
  /** The stable reason, for example REQUEST_ALREADY_DECIDED; UNREACHABLE where no server answered. */
  reason: string;
  /** A sentence for people. */
  message: string;
  /** Every fault of the message. */
  faults: Fault[];
  /** The particulars of the reason. */
  details: Record<string, string>;
}

/** Reads a failure. */
export function refusalOf(error: unknown): Refusal {
  const failure = ConnectError.from(error);
  const info = failure.findDetails(ErrorInfoSchema)[0];
  const faults = failure
    .findDetails(BadRequestSchema)
    .flatMap((bad) => bad.fieldViolations)
    .map(({ field, description }) => ({ field, words: description }));
  return {
    ...(info ? { reason: info.reason, message: failure.rawMessage } : unexplained(failure)),
    faults,
    details: info?.metadata ?? {},
  };
}

/** A failure that no server of ours has explained: the network, what stands between, or a fault of the page. */
function unexplained({ code, rawMessage }: ConnectError): Pick<Refusal, "reason" | "message"> {
  if (code === Code.Canceled) return { reason: "CANCELLED", message: "It was broken off." };
  const network = [Code.Unknown, Code.Unavailable, Code.DeadlineExceeded, Code.Aborted].includes(code);
  if (network) return { reason: "UNREACHABLE", message: "The server can't be reached." };
  return { reason: "UNEXPLAINED", message: `Something unexpected was in the way: ${rawMessage}` };
}

/** Whether trying again later may help, without changing anything. */
export function isPassing(refusal: Refusal): boolean {
  return ["UNAVAILABLE", "DRAINING", "UNREACHABLE", "LIMIT_EXCEEDED", "CANCELLED"].includes(refusal.reason);
}
