// A write that is tried: one idempotency key for as long as it says the same, so that pressing twice, or again after a lost
// answer, does it once.

/** Remembers the key of a write until it succeeded or says something else. */
export class Attempt {
  private said = "";
  private key = "";

  /** The key for a message that says this. */
  keyFor(message: unknown): string {
    const said = JSON.stringify(message, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
    if (said !== this.said || !this.key) {
      this.said = said;
      this.key = freshId();
    }
    return this.key;
  }

  /** Forgets: what is said next is another write. */
  done(): void {
    this.key = "";
  }
}

/** A key for a write that nobody will press again. */
export const onceOnly = (): string => freshId();

/** A random id, also where `crypto.randomUUID` is missing because the page came over plain HTTP. */
export function freshId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
