// Waiting for what is to come, not for a while.
import { setTimeout as pause } from "node:timers/promises";

/** How long anything may take before a test gives up. */
export const PATIENCE = 30_000;

/** Asks again until the answer is there; fails with what was last wrong. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${patience} ms for ${what}`, { cause: last });
    await pause(25);
  }
}
