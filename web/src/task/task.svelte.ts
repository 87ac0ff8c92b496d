// One task as it stands, read anew when something has happened on it.
import type { Request } from "../gen/pumpup/v1/requests_pb";
import type { Task } from "../gen/pumpup/v1/tasks_pb";
import { tasks } from "../wire/clients";
import { refusalOf, type Refusal } from "../wire/refusal";

// Several events may come at once; they are worth one reading.
const PAUSE = 120;

export class OneTask {
  readonly id: string;
  #task = $state.raw<Task>();
  #open = $state.raw<Request[]>([]);
  #refusal = $state.raw<Refusal>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = 0;

  constructor(id: string) {
    this.id = id;
  }

  get task(): Task | undefined {
    return this.#task;
  }
  /** The requests on it that wait for a person. */
  get open(): Request[] {
    return this.#open;
  }
  /** Why it could not be read the last time. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  async read(): Promise<void> {
    const reading = ++this.#reading;
    try {
      const { task, openRequests } = await tasks.get({ id: this.id });
      if (reading !== this.#reading) return;
      this.#task = task;
      this.#open = openRequests;
      this.#refusal = undefined;
    } catch (error) {
      if (reading === this.#reading) this.#refusal = refusalOf(error);
    }
  }

  /** Reads it soon if its timeline has come farther than what is known. */
  heedEvent(sequence: bigint): void {
    if (this.#task && sequence <= this.#task.lastSequence) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#reading += 1;
  }
}
