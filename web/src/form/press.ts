// A field is left when the pointer goes down on something else. What that brings onto the page has to wait until the pointer
// is up again: otherwise what was aimed at moves away from under it, and the click is lost.

let down = false;
const waiting: (() => void)[] = [];

function up(): void {
  down = false;
  // The click itself comes after the pointer is up.
  setTimeout(() => {
    for (const act of waiting.splice(0)) act();
  });
}

addEventListener("pointerdown", () => (down = true), { capture: true });
addEventListener("pointerup", up, { capture: true });
addEventListener("pointercancel", up, { capture: true });

/** Does something at once, or as soon as the pointer is up. */
export function afterPress(act: () => void): void {
  if (down) waiting.push(act);
  else act();
}
