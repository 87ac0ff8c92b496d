// The choices that this person keeps under names, in this browser.
import { kept } from "../ui/kept.svelte";

/** A choice of filters: the query of its URL. */
export interface Saved {
  name: string;
  query: string;
}

export const saved = kept<Saved[]>("views", []);
