// How many options are few.
import type { Line } from "../sheet.svelte";

/** Up to here one of several is chosen among buttons; above, from a list. */
export const FEW = 6;
/** Above this, options can be looked for. */
export const MANY = 12;

/** What every control is given. */
export interface Given {
  line: Line;
  /** The id that the label names. */
  id: string;
  describedby: string | undefined;
}
