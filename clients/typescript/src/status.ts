// The status at the end of a call, also where somebody on the way made its details unreadable.
import type { ConnectError } from "@connectrpc/connect";
import { findTrailerError } from "@connectrpc/connect/protocol-grpc";

const DETAILS = "grpc-status-details-bin";
const SENTENCE = "grpc-message";

/** The error of a status, without its details if those cannot be read: its code and its sentence are worth more. */
export function statusOf(header: Headers): ConnectError | undefined {
  const headers = Object.fromEntries(header);
  mend(headers);
  return findTrailerError(new Headers(headers));
}

/** Takes from headers, in place, what Connect would stumble over, and throw the whole status away. */
export function mend(headers: Record<string, unknown>): void {
  const { [DETAILS]: details, [SENTENCE]: sentence } = headers;
  if (typeof details === "string" && !reads({ [DETAILS]: details })) delete headers[DETAILS];
  if (typeof sentence === "string" && !reads({ "grpc-status": "2", [SENTENCE]: sentence })) {
    headers[SENTENCE] = encodeURIComponent(sentence);
  }
}

/** Whether an error can be read from it. Details that say "no error" (empty ones, for example) would turn one into success. */
function reads(status: Record<string, string>): boolean {
  try {
    return findTrailerError(new Headers(status)) !== undefined;
  } catch {
    return false;
  }
}
