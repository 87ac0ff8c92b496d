// The request that one reads: what the inbox already knows of it at once, and what only the server knows a moment later.
import type { Request } from "../gen/pumpup/v1/requests_pb";
import type { Task } from "../gen/pumpup/v1/tasks_pb";
import { approvals, elicitations, tasks } from "../wire/clients";
import { isPassing, refusalOf, type Refusal } from "../wire/refusal";

export class Loaded {
  request = $state.raw<Request>();
  task = $state.raw<Task>();
  refusal = $state.raw<Refusal>();
  /** Up to which event of the task what is shown is known to be true. */
  upTo = $state(0n);

  constructor(private readonly id: string) {}

  /** Reads the request as it stands, and its task. */
  async read(): Promise<void> {
    try {
      this.request ??= await this.either();
      // The task comes first: the request that is read after it has heard of all that the task has.
      await this.readTask(this.request.taskId);
      const upTo = this.task?.lastSequence ?? 0n;
      this.request = await this.either();
      this.upTo = upTo;
      this.refusal = undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      // What is shown stays while the server is away.
      if (!this.request || refusal.reason === "PERMISSION_DENIED") this.refusal = refusal;
    }
  }

  /** Whether something is missing that another try may bring. */
  get incomplete(): boolean {
    return this.refusal ? isPassing(this.refusal) : this.request !== undefined && this.task === undefined;
  }

  /** Takes what the inbox knows. It is left alone once the request is known to have ended. */
  take(request: Request | undefined): void {
    if (request && (this.request === undefined || this.request.state.case === "pending")) this.request = request;
  }

  async readTask(id: string): Promise<void> {
    const { task } = await tasks.get({ id });
    this.task = task;
  }

  /** An address does not say of which kind the request is. */
  private async either(): Promise<Request> {
    type Read = () => Promise<{ request?: Request }>;
    const approval: Read = () => approvals.get({ id: this.id });
    const form: Read = () => elicitations.get({ id: this.id });
    const [first, second] = this.request?.ask.case === "elicitation" ? [form, approval] : [approval, form];
    const answer = await first().catch((error: unknown) => {
      if (refusalOf(error).reason === "REQUEST_NOT_FOUND") return second();
      throw error;
    });
    if (!answer.request) throw new Error("the server answered without the request");
    return answer.request;
  }
}
