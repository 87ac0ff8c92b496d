// One clock for everything on the page that shows an age or a time that is left.

let now = $state(Date.now());
setInterval(() => (now = Date.now()), 1_000);

/** The present moment in milliseconds; what reads it is drawn anew each second. */
export const clock = {
  get now(): number {
    return now;
  },
};
