// What can be done on the page, by key, from the palette, and in the list of keys: one registry for all three.
import { untrack } from "svelte";

import { kept } from "../ui/kept.svelte";

/** Something that can be done now. */
export interface Deed {
  /** What it is called in the palette and in the list of keys. */
  words: string;
  /** The key, as in `KeyboardEvent.key`; `Mod+k` means Command on a Mac and Control elsewhere. */
  key?: string;
  /** Under which heading the list of keys shows it. */
  group?: string;
  run: () => void;
}

/** Whether keys without Mod do something: they can be switched off (WCAG 2.1.4). */
export const singleKeys = kept("single-keys", true);

let layers = $state.raw<Deed[][]>([]);

/** Everything that can be done now; what was offered last comes first. */
export const deeds = {
  get all(): Deed[] {
    return layers.flat();
  },
};

/** Offers deeds for as long as what calls it is on the page. Call it in an effect. */
export function offer(own: Deed[]): () => void {
  // Whoever offers in an effect does not depend on what others offer.
  untrack(() => (layers = [own, ...layers]));
  return () => untrack(() => (layers = layers.filter((layer) => layer !== own)));
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** How a key is written for people. */
export function written(key: string): string {
  return key.replace("Mod+", isMac ? "⌘" : "Ctrl ").replace("Shift+", "⇧").replace("Enter", "↵").replace("Escape", "Esc");
}

function pressed(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? "Mod+" : "";
  const shift = event.shiftKey && (mod || event.key.length > 1) ? "Shift+" : "";
  return mod + shift + event.key;
}

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])"));

/** Whether the arrows already do something where the focus is: choose, slide, or scroll. The list is moved in by deeds. */
const movesByArrows = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, [tabindex="0"]:not([role="listbox"])') !== null;

let dialogComes = false;

/** Says whether a dialog is on its way: what is typed meanwhile is meant for it, and is not to decide anything here. */
export function awaitDialog(comes: boolean): void {
  dialogComes = comes;
}

/** Does what a key stands for. */
export function heedKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const key = pressed(event);
  const single = !key.startsWith("Mod+") && key !== "Escape";
  if (dialogComes) return event.preventDefault();
  // A dialog has its own keys; what lies behind it is not to be done by chance.
  if (key !== "Mod+k" && document.querySelector("dialog[open]")) return;
  // While one types, letters are letters.
  if (single && (!singleKeys.value || takesText(event.target))) return;
  if (key.startsWith("Arrow") && movesByArrows(event.target)) return;
  if (key === "Enter" && event.target instanceof HTMLElement && event.target.closest("a, button, summary")) return;
  const deed = layers.flat().find((deed) => deed.key === key);
  if (!deed) return;
  event.preventDefault();
  deed.run();
}
