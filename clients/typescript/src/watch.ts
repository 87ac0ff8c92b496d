// Watching that resumes by itself: over drains, restarts, cut connections and proxies that fell silent.
import { PumpUpError, SetupError } from "./errors.js";
import { Limit, jittered, pause } from "./limits.js";
import type { CallOptions } from "./limits.js";

/** What a watch takes besides its request. `timeoutMs` is for the whole watch; without it, it waits for as long as it takes. */
export interface WatchOptions extends CallOptions {
  /** Called whenever the connection broke, before it is opened again. */
  onInterruption?: ((error: PumpUpError | undefined) => void) | undefined;
}

/** What a watch for a result takes. */
export interface ResultWatchOptions extends WatchOptions {
  /** Called whenever the server says that nobody has decided yet: at once, and every 15 seconds. */
  onPending?: (() => void) | undefined;
}

/** How long a watch waits, in milliseconds. */
export interface Pace {
  firstPause: number;
  longestPause: number;
  /** A heartbeat comes every 15 seconds; a stream without three of them is dead. */
  silence: number;
}

export const PACE: Pace = { firstPause: 100, longestPause: 5000, silence: 45_000 };

/** The end of a request, by one watch after the other. `toEnd` says nothing while it is pending. */
export async function untilEnd<State, End>(
  what: string,
  open: (signal: AbortSignal) => AsyncIterable<{ state: State }>,
  toEnd: (state: State) => End | undefined,
  options: ResultWatchOptions,
  pace: Pace = PACE,
): Promise<End> {
  const limit = new Limit(what, options);
  const states = resuming(open, limit, options, pace);
  try {
    for (;;) {
      const next = await states.next();
      const end = next.done ? undefined : toEnd(next.value.state);
      if (end !== undefined) return end;
      options.onPending?.();
    }
  } finally {
    limit.end();
    await states.return(undefined);
  }
}

/** The messages of one stream after the other, for as long as the caller takes them. */
export async function* resuming<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  limit: Limit,
  { onInterruption }: WatchOptions,
  pace: Pace = PACE,
): AsyncGenerator<T> {
  let longest = pace.firstPause;
  let known = false;
  for (;;) {
    const opened = Date.now();
    let broken: PumpUpError | undefined;
    try {
      for await (const message of heard(open, limit, pace)) {
        known = true;
        yield message;
      }
    } catch (error) {
      limit.signal.throwIfAborted();
      // A set-up that once worked is not wrong: its certificate is being renewed, or its proxy started again.
      if (!passes(error) && !(known && error instanceof SetupError)) throw error;
      broken = error;
    }
    onInterruption?.(broken);
    // A stream that lasted speaks for the server; one that ended at once, for going easy on it.
    if (Date.now() - opened > pace.longestPause) longest = pace.firstPause;
    await pause(Math.max(jittered(longest), broken?.retryDelayMs ?? 0), limit.signal);
    longest = Math.min(longest * 2, pace.longestPause);
  }
}

/** The messages of one stream, which is given up when it falls silent. `what` is the next of them. */
export async function* heard<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  limit: Limit,
  pace: Pace,
  what = "The server's next heartbeat",
): AsyncGenerator<T> {
  const stream = new Limit("The stream", { signal: limit.signal });
  const messages = open(stream.signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const silence = new Limit(what, { signal: stream.signal, timeoutMs: pace.silence });
      const next = await silence.race(messages.next()).finally(() => silence.end());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    stream.end();
  }
}

const FINAL = new Set([
  "INVALID_ARGUMENT",
  "UNAUTHENTICATED",
  "PERMISSION_DENIED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "FAILED_PRECONDITION",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "DATA_LOSS", // A status that the browser's transport cannot read; it would be none the better the next time.
]);

/** Whether an error says that the way to the server broke, and nothing about the request. */
export function passes(error: unknown): error is PumpUpError {
  if (!(error instanceof PumpUpError) || error instanceof SetupError) return false;
  if (error.code === "UNAVAILABLE" || error.retryDelayMs !== undefined) return true;
  // What the server itself says otherwise is meant. What comes from in between may have any code that a reset is mapped to.
  return !error.refused && !FINAL.has(error.code);
}
