// Giving a task to a person, or to nobody.
import type { Task } from "../gen/pumpup/v1/tasks_pb";
import { say } from "../ui/saying.svelte";
import { Attempt } from "../wire/attempt";
import { tasks } from "../wire/clients";
import { refusalOf } from "../wire/refusal";

export class Assigning {
  #task: () => Task | undefined;
  #done: () => void;
  #attempt = new Attempt();
  #busy = $state(false);
  #fault = $state.raw("");

  /** Of which task, and what to do once it was given to somebody. */
  constructor(task: () => Task | undefined, done: () => void) {
    this.#task = task;
    this.#done = done;
  }

  get busy(): boolean {
    return this.#busy;
  }
  /** Why it could not be done the last time. */
  get fault(): string {
    return this.#fault;
  }

  /** Gives it to the person with this id, or to nobody; answers whether that was done. */
  async to(assigneeId: string): Promise<boolean> {
    const task = this.#task();
    if (!task || this.#busy) return false;
    if (task.assigneeId === assigneeId) return true;
    this.#busy = true;
    this.#fault = "";
    const giving = { taskId: task.id, assigneeId };
    try {
      await tasks.assign({ ...giving, idempotencyKey: this.#attempt.keyFor(giving) });
      this.#attempt.done();
      say(assigneeId ? "The task has a new assignee" : "Nobody has the task now", { tone: "good" });
      this.#done();
      return true;
    } catch (error) {
      this.#fault = refusalOf(error).message;
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
