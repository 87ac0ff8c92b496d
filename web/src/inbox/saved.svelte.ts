// The choices that a person keeps under names, in this browser. Each person has their own.
import { untrack } from "svelte";

import { session } from "../session/session.svelte";
import { kept } from "../ui/kept.svelte";

/** A choice of filters: the query of its URL. */
export interface Saved {
  name: string;
  query: string;
}

function mine(): { value: Saved[] } {
  const whose = session.state.is === "in" ? session.state.me.id : "";
  // What is made within a reaction is not followed by it; this is to be.
  return untrack(() => kept<Saved[]>(`views.${whose}`, []));
}

export const saved = {
  get value(): Saved[] {
    return mine().value;
  },
  set value(next: Saved[]) {
    mine().value = next;
  },
};
