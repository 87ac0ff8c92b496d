// Time: limits that end a call whatever the layers below do, and pauses between tries.
import { TimeoutError } from "./errors.js";

/** What every call takes besides its request. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How long the call may take. A unary call has 30 seconds unless this or the client says otherwise; 0 sets no limit. */
  timeoutMs?: number | undefined;
}

/** For time-outs of writes: nobody here knows what became of what was sent. */
export const MAYBE_WRITTEN = "A write may have taken effect all the same.";

/** What a limit has to know besides what the caller wants. */
export interface LimitSettings {
  /** Ends whatever is called. */
  closing?: AbortSignal | undefined;
  /** Whether what is called changes anything at the server. */
  write?: boolean | undefined;
}

/** The longest that timers can count. */
const LONGEST = 2 ** 31 - 1;

/** What hangs on each signal from outside. */
const HANGING = new WeakMap<AbortSignal, Set<() => void>>();

/** One listener a signal, however many calls hang on it: of more than ten, Node would warn as of a leak. */
function hangOn(signal: AbortSignal, act: () => void): void {
  const acts = HANGING.get(signal) ?? new Set();
  if (!HANGING.has(signal)) {
    HANGING.set(signal, acts);
    signal.addEventListener("abort", () => acts.forEach((each) => each()), { once: true });
  }
  acts.add(act);
}

/** The end of a call, by the clock or by the caller. Its signal is for the layers below; `race` does not rely on them. */
export class Limit {
  readonly #controller = new AbortController();
  readonly #due: number;
  readonly #outer: AbortSignal[];
  readonly #what: string;
  /** Whether what may end here changes anything at the server. */
  readonly write: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(what: string, { signal, timeoutMs }: CallOptions, { closing, write = false }: LimitSettings = {}) {
    this.#what = what;
    this.write = write;
    this.#outer = [signal, closing].filter((each) => each !== undefined);
    this.#due = timeoutMs ? Date.now() + timeoutMs : Infinity;
    for (const outer of this.#outer) {
      if (outer.aborted) this.#aborted();
      else hangOn(outer, this.#aborted);
    }
    if (timeoutMs) this.#wait(timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** How much time is left. */
  get leftMs(): number {
    return Math.max(this.#due - Date.now(), 0);
  }

  /** What the promise comes to, or the end of the limit if that is sooner. */
  race<T>(promise: Promise<T>): Promise<T> {
    return orAborted(this.signal, promise);
  }

  /** The limit is of no use any more: frees its timer, and whatever still hangs on its signal. */
  end(): void {
    clearTimeout(this.#timer);
    for (const outer of this.#outer) HANGING.get(outer)?.delete(this.#aborted);
    this.#controller.abort();
  }

  readonly #aborted = (): void => this.#controller.abort(this.#outer.find(({ aborted }) => aborted)?.reason);

  #wait(timeoutMs: number): void {
    this.#timer = setTimeout(
      () => {
        if (this.leftMs > 0) return this.#wait(this.leftMs);
        const sentence = `${this.#what} took longer than ${timeoutMs / 1000} s.`;
        this.#controller.abort(new TimeoutError(this.write ? `${sentence} ${MAYBE_WRITTEN}` : sentence));
      },
      Math.min(timeoutMs, LONGEST),
    );
  }
}

/** What the promise comes to, unless the signal is aborted first: then its reason. */
export function orAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) aborted();
    signal.addEventListener("abort", aborted);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", aborted));
  });
}

/** Waits. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  return orAborted(signal, over).finally(() => clearTimeout(timer));
}

/** Between half of it and all of it, so that a thousand agents do not come back at once. */
export function jittered(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}
