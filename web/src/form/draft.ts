// What somebody has filled in and not yet sent, kept by this browser: for each person and request, unchecked, and not for
// ever.
import { same, type Entry } from "./values";

/** What is kept. Entries stand in the order of the fields, which never changes. */
export interface Draft {
  entries: Entry[];
  /** Which suggestions were confirmed or changed. */
  settled: boolean[];
}

interface Stored extends Draft {
  at: number;
  digest: string;
}

const PREFIX = "pumpup.draft.";
const MOST = 50;
const LONGEST = 30 * 24 * 3_600_000;

const keyOf = (person: string, request: string): string => `${PREFIX}${person}.${request}`;

/** What this browser keeps; nothing where it may keep nothing. */
export function store(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Reads a draft; nothing if there is none that fits the form. */
export function load(store: Storage | undefined, person: string, request: string, digest: string, blanks: Entry[]): Draft | undefined {
  const stored = parse(store?.getItem(keyOf(person, request)) ?? null);
  if (!stored || stored.digest !== digest) return undefined;
  const fits = (entry: unknown, index: number): boolean => {
    const empty = blanks[index];
    if (Array.isArray(empty)) return Array.isArray(entry) && entry.every((option) => typeof option === "string");
    return typeof empty === "string" ? typeof entry === "string" : entry === null || typeof entry === "boolean";
  };
  const whole = stored.entries.length === blanks.length && stored.settled.length === blanks.length;
  return whole && stored.entries.every(fits) ? { entries: stored.entries, settled: stored.settled } : undefined;
}

/** Keeps a draft. A browser that keeps nothing does not keep one from answering. */
export function save(store: Storage | undefined, person: string, request: string, digest: string, draft: Draft, now: number): void {
  const stored: Stored = { ...draft, at: now, digest };
  try {
    store?.setItem(keyOf(person, request), JSON.stringify(stored));
  } catch {
    // Full or forbidden: what is typed still stands on the page.
  }
}

/** Forgets a draft. */
export function drop(store: Storage | undefined, person: string, request: string): void {
  store?.removeItem(keyOf(person, request));
}

/** Forgets drafts that are old, and the oldest where there are too many. */
export function prune(store: Storage | undefined, now: number): void {
  if (!store) return;
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index)).filter((key) => key?.startsWith(PREFIX));
  const drafts = keys
    .map((key) => ({ key: key ?? "", at: parse(store.getItem(key ?? ""))?.at ?? 0 }))
    .sort((one, other) => other.at - one.at);
  drafts.forEach(({ key, at }, index) => {
    if (index >= MOST || now - at > LONGEST) store.removeItem(key);
  });
}

/** Whether a draft says more than the form did when it was opened. */
export const isWorthKeeping = (draft: Draft, first: Entry[]): boolean =>
  draft.settled.some(Boolean) || draft.entries.some((entry, index) => !same(entry, first[index] ?? null));

function parse(text: string | null): Stored | undefined {
  if (text === null) return undefined;
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null;
    const { at, digest, entries, settled } = stored ?? {};
    if (typeof at !== "number" || typeof digest !== "string") return undefined;
    return Array.isArray(entries) && Array.isArray(settled) ? { at, digest, entries, settled } : undefined;
  } catch {
    return undefined;
  }
}
