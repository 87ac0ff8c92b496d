// Short words about what has just happened, which go by themselves.
export interface Toast {
  id: number;
  words: string;
  tone: "good" | "neutral" | "bad";
  /** A place to look at it again. */
  link?: { words: string; to: string };
}

const STAY = 8_000;
let shown = $state.raw<Toast[]>([]);
let last = 0;

export const toasts = {
  get shown(): Toast[] {
    return shown;
  },
  dismiss(id: number): void {
    shown = shown.filter((toast) => toast.id !== id);
  },
};

/** Says something for a while. */
export function say(words: string, more: Partial<Pick<Toast, "tone" | "link">> = {}): void {
  const toast: Toast = { tone: "neutral", ...more, id: ++last, words };
  shown = [...shown.slice(-2), toast];
  setTimeout(() => toasts.dismiss(toast.id), STAY);
}
