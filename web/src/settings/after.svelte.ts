// What happens after one has decided or answered.
import { kept } from "../ui/kept.svelte";

/** Whether the next request opens by itself. */
export const openNext = kept("open-next", true);
