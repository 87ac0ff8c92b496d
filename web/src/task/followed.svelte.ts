// One task's timeline, live. While nobody looks at the page it holds no connection; when it is seen again it goes on from
// where it stopped.
import { untrack } from "svelte";

import type { Event } from "../gen/pumpup/v1/events_pb";
import type { TasksWatchEventsResponse } from "../gen/pumpup/v1/tasks_pb";
import { follow, type Standing } from "../wire/again";
import { tasks } from "../wire/clients";
import type { Refusal } from "../wire/refusal";

/** The events of a task as far as they were heard of. Start it in an effect; what `start` returns stops it. */
export class Timeline {
  #taskId: string;
  #cursor = "";
  #events = $state.raw<Event[]>([]);
  #standing = $state.raw<Standing>("loading");
  #refusal = $state.raw<Refusal>();

  constructor(taskId: string) {
    this.#taskId = taskId;
  }

  /** Oldest first. */
  get events(): Event[] {
    return this.#events;
  }
  get standing(): Standing {
    return this.#standing;
  }
  /** Why it can't be followed; trying again will not mend it. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** Follows it whenever the page is in sight. */
  start(): () => void {
    let stop: (() => void) | undefined;
    const look = () => {
      const seen = document.visibilityState === "visible";
      if (seen && !stop) stop = this.#follow();
      if (!seen && stop) {
        stop();
        stop = undefined;
      }
    };
    document.addEventListener("visibilitychange", look);
    // The effect that starts it does not depend on what comes of it.
    untrack(look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      stop?.();
    };
  }

  #follow(): () => void {
    return follow<TasksWatchEventsResponse>({
      open: (signal) => tasks.watchEvents({ taskId: this.#taskId, cursor: this.#cursor }, { signal }),
      take: ({ events, cursor }) => {
        // A cursor may be a little behind what came with it: nothing is shown twice.
        const last = this.#events[this.#events.length - 1]?.sequence ?? 0n;
        const fresh = events.filter((event) => event.sequence > last);
        if (fresh.length > 0) this.#events = [...this.#events, ...fresh];
        this.#cursor = cursor;
      },
      standing: (standing) => {
        // Whoever sees events already need not be told that they are on their way.
        if (standing !== "loading" || this.#events.length === 0) this.#standing = standing;
      },
      refused: (refusal) => (this.#refusal = refusal),
    });
  }
}
