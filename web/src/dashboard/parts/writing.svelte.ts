// One write of a form or a button: whether it is under way, and why it was refused.
import { Attempt } from "../../wire/attempt";
import { refusalOf, type Refusal } from "../../wire/refusal";

/** A write that may be tried again. */
export class Writing {
  busy = $state(false);
  refusal = $state.raw<Refusal>();
  #attempt = new Attempt();

  /** Sends a message with its idempotency key. Nothing comes back if it was refused. */
  async send<M extends object, R>(
    call: (message: M & { idempotencyKey: string }) => Promise<R>,
    message: M,
  ): Promise<R | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.refusal = undefined;
    try {
      const answer = await call({ ...message, idempotencyKey: this.#attempt.keyFor(message) });
      this.#attempt.done();
      return answer;
    } catch (error) {
      this.refusal = refusalOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** What is wrong with a field, by its path in the message; what is within it counts too. */
  fault(path: string): string | undefined {
    const within = (field: string) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
    const words = this.refusal?.faults.find(({ field }) => within(field))?.words;
    return words && sentence(words);
  }

  /** What is to be said of a refusal beside its faults; those that stand by a field are said there. */
  words(...shown: string[]): string {
    if (!this.refusal) return "";
    const { faults, message } = this.refusal;
    if (!faults.length) return sentence(message);
    const elsewhere = faults.filter(
      ({ field }) => !shown.some((path) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`)),
    );
    return elsewhere.map(({ field, words }) => `${field} ${words}`).join(". ");
  }
}

/** The server's words as they stand on the page: with a capital. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Puts the focus on the first thing that is wrong, once it is drawn. */
export function toFirstFault(form: HTMLElement | undefined): void {
  requestAnimationFrame(() => {
    const first = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    // What is folded away cannot take the focus.
    for (let fold = first?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    first?.focus();
  });
}
