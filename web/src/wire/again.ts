// Streams that go on: after an end or a failure the stream is opened again, sooner while the page is online.
import { refusalOf, type Refusal } from "./refusal";

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;

/** How a stream that goes on is doing. */
export type Standing = "loading" | "live" | "reconnecting";

/** What to do with a stream. */
export interface Follow<T> {
  /** Opens it. */
  open: (signal: AbortSignal) => AsyncIterable<T>;
  /** Takes a message. */
  take: (message: T) => void;
  /** Is told how it is doing. */
  standing: (standing: Standing) => void;
  /** Is told of a refusal that trying again will not mend; the following ends. */
  refused: (refusal: Refusal) => void;
}

/** Follows a stream until the returned function is called. */
export function follow<T>({ open, take, standing, refused }: Follow<T>): () => void {
  const stop = new AbortController();
  const run = async () => {
    let pause = FIRST_PAUSE;
    standing("loading");
    while (!stop.signal.aborted) {
      try {
        for await (const message of open(stop.signal)) {
          pause = FIRST_PAUSE;
          if (stop.signal.aborted) return;
          take(message);
          standing("live");
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        const refusal = refusalOf(error);
        const final = ["UNAUTHENTICATED", "PERMISSION_DENIED", "INVALID_REQUEST"].includes(refusal.reason);
        if (final || refusal.reason.endsWith("_NOT_FOUND")) return refused(refusal);
      }
      if (stop.signal.aborted) return;
      standing("reconnecting");
      await rest(pause * (0.75 + Math.random() / 2), stop.signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  };
  void run();
  return () => stop.abort();
}

/** Waits, but not past the moment when the network or the page comes back. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    signal.addEventListener("abort", wake);
  });
}
