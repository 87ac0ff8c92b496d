// The browser's own modal dialog: it keeps the focus in, and lets nobody reach what lies behind.

/** Opens a dialog for as long as it is on the page, and gives the focus back to where it was. */
export function modal(dialog: HTMLDialogElement): { destroy: () => void } {
  const before = document.activeElement;
  dialog.showModal();
  return {
    destroy: () => {
      dialog.close();
      // The dialog has left the page already, and the browser gives the focus back only from one that is there.
      const lost = document.activeElement === document.body || dialog.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
  };
}
