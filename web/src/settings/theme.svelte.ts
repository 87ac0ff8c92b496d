// Light, dark, or as the system has it.
import { kept } from "../ui/kept.svelte";

export type Theme = "system" | "light" | "dark";

const chosen = kept<Theme>("theme", "system");

export const theme = {
  get value(): Theme {
    return chosen.value;
  },
  set value(next: Theme) {
    chosen.value = next;
  },
  /** Puts it on the page. */
  wear(): void {
    if (chosen.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen.value;
  },
};
