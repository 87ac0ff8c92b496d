// A list of tasks that is read page by page, anew whenever what is asked for changes.
import type { Task, TaskStatus } from "../gen/pumpup/v1/tasks_pb";
import { tasks } from "../wire/clients";
import { refusalOf } from "../wire/refusal";

/** Which tasks. */
export interface Choice {
  projectName: string;
  status: TaskStatus;
  name: string;
}

const PAGE = 50;

export class TaskPages {
  #tasks = $state.raw<Task[]>([]);
  #next = $state.raw("");
  #busy = $state(false);
  #fault = $state.raw("");
  #read = $state(false);
  #choice: Choice | undefined;
  #stop = new AbortController();

  get tasks(): Task[] {
    return this.#tasks;
  }
  /** Whether there are more. */
  get more(): boolean {
    return this.#next !== "";
  }
  get busy(): boolean {
    return this.#busy;
  }
  get fault(): string {
    return this.#fault;
  }
  /** Whether what is there belongs to what was asked for first or later; false before the first answer. */
  get read(): boolean {
    return this.#read;
  }

  /** Reads the first page; what was there stays in sight until then. */
  choose(choice: Choice): Promise<void> {
    this.#choice = choice;
    return this.#load("");
  }

  /** Reads the page after the last one. */
  loadMore(): Promise<void> {
    return this.#busy || !this.#next ? Promise.resolve() : this.#load(this.#next);
  }

  /** Reads anew as much as is there, one page at least. */
  refresh(): Promise<void> {
    return this.#load("", Math.min(200, Math.max(PAGE, this.#tasks.length)));
  }

  stop(): void {
    this.#stop.abort();
  }

  async #load(pageToken: string, pageSize = PAGE): Promise<void> {
    if (!this.#choice) return;
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#busy = true;
    try {
      const page = await tasks.list({ ...this.#choice, pageSize, pageToken }, { signal });
      // A task that was opened meanwhile moves the pages: none is shown twice.
      const before = pageToken ? this.#tasks : [];
      const known = new Set(before.map((task) => task.id));
      this.#tasks = [...before, ...page.tasks.filter((task) => !known.has(task.id))];
      this.#next = page.nextPageToken;
      this.#fault = "";
      this.#read = true;
    } catch (error) {
      if (signal.aborted) return;
      this.#fault = refusalOf(error).message;
    } finally {
      if (!signal.aborted) this.#busy = false;
    }
  }
}
