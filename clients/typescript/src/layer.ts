// What goes around every call, whichever transport carries it: the key, the deadline, the retries, the errors.
import type { DescMessage, DescMethodStreaming, DescMethodUnary } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";

import { TimeoutError, UnavailableError } from "./errors.js";
import { jittered, Limit, MAYBE_WRITTEN, pause } from "./limits.js";
import { refusal } from "./refusal.js";

/** What the layer has to know. */
export interface LayerSettings {
  url: string;
  apiKey: string;
  /** The deadline of a unary call that names none. */
  timeoutMs: number;
  /** Ends whatever is called, and whatever will be. */
  closing: AbortSignal;
}

const ATTEMPTS = 5;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 2000;

/** The same transport with all of that. Sending a call again is safe: every write carries an idempotency key. */
export function layer(bare: Transport, settings: LayerSettings): Transport {
  const withKey = (given: HeadersInit | undefined) => {
    const header = new Headers(given);
    header.set("authorization", `Bearer ${settings.apiKey}`);
    return header;
  };
  return {
    async unary<I extends DescMessage, O extends DescMessage>(
      ...[method, signal, timeoutMs, header, input, values]: Parameters<typeof bare.unary<I, O>>
    ) {
      const limit = new Limit(nameOf(method), { signal, timeoutMs: timeoutMs ?? settings.timeoutMs }, {
        closing: settings.closing,
        write: isWrite(method),
      });
      const once = () => {
        // The server learns how much time is left; rounding it up leaves the last word to this side's clock.
        const left = Number.isFinite(limit.leftMs) ? Math.ceil(limit.leftMs) + 1 : undefined;
        return bare.unary(method, limit.signal, left, withKey(header), input, values);
      };
      try {
        return await retrying(once, limit, settings.url);
      } finally {
        limit.end();
      }
    },
    async stream<I extends DescMessage, O extends DescMessage>(
      ...[method, signal, timeoutMs, header, input, values]: Parameters<typeof bare.stream<I, O>>
    ) {
      const { closing } = settings;
      const limit = new Limit(nameOf(method), { signal, timeoutMs }, { closing, write: isWrite(method) });
      try {
        limit.signal.throwIfAborted();
        const response = await limit.race(bare.stream(method, limit.signal, timeoutMs, withKey(header), input, values));
        return { ...response, message: messages(response.message, limit, settings.url) };
      } catch (thrown) {
        const error = ended(thrown, limit, settings.url);
        limit.end();
        throw error;
      }
    },
  };
}

/** Sends a call again while the server is away, with the pauses that the other clients' service config has. */
export async function retrying<T>(once: () => Promise<T>, limit: Limit, url: string): Promise<T> {
  for (let attempt = 1, longest = FIRST_PAUSE; ; attempt += 1, longest = Math.min(longest * 2, LONGEST_PAUSE)) {
    try {
      limit.signal.throwIfAborted();
      return await limit.race(once());
    } catch (thrown) {
      const error = ended(thrown, limit, url);
      const wait = error instanceof UnavailableError ? (error.retryDelayMs ?? jittered(longest)) : Infinity;
      // Where the time does not suffice for one more try, the reason is worth more than a time-out.
      if (attempt === ATTEMPTS || wait >= limit.leftMs) throw error;
      await limit.race(pause(wait, limit.signal));
    }
  }
}

async function* messages<T>(of: AsyncIterable<T>, limit: Limit, url: string): AsyncGenerator<T> {
  const iterator = of[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await limit.race(iterator.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (thrown) {
    throw ended(thrown, limit, url);
  } finally {
    limit.end(); // Connect's iterables cannot be returned; the signal closes the stream.
  }
}

/** Why a call ended: by its limit, if that is over, and else by what was thrown. */
function ended(thrown: unknown, limit: Limit, url: string): unknown {
  if (!limit.signal.aborted) {
    const error = refusal(thrown, url);
    const silent = limit.write && error instanceof TimeoutError && !error.message.includes(MAYBE_WRITTEN);
    return silent ? new TimeoutError(`${error.message} ${MAYBE_WRITTEN}`, { ...error, cause: error }) : error;
  }
  const { reason } = limit.signal;
  return reason instanceof TimeoutError ? new TimeoutError(`${reason.message} The server is at ${url}`) : reason;
}

/** Writes, and they alone, carry a key. */
function isWrite(method: DescMethodUnary | DescMethodStreaming): boolean {
  return method.input.fields.some(({ name }) => name === "idempotency_key");
}

function nameOf(method: DescMethodUnary | DescMethodStreaming): string {
  return `${method.parent.name}.${method.name}`;
}
