// Requests that have ended, the latest end first, page by page.
import type { InboxItem } from "../gen/pumpup/v1/inbox_pb";
import { OutcomeKind } from "../gen/pumpup/v1/outcomes_pb";
import { RequestKind } from "../gen/pumpup/v1/requests_pb";
import { TaskStatus } from "../gen/pumpup/v1/tasks_pb";
import { inbox } from "../wire/clients";
import { refusalOf, type Refusal } from "../wire/refusal";
import type { Choice } from "./views";

export class Ended {
  items = $state.raw<InboxItem[]>([]);
  reading = $state(false);
  refusal = $state.raw<Refusal>();
  private next: string | undefined = "";
  private turn = 0;

  constructor(
    private readonly choice: Choice,
    private readonly me: string,
  ) {}

  /** Whether there is more to read. */
  get more(): boolean {
    return this.next !== undefined;
  }

  /** Reads the next page. */
  async read(): Promise<void> {
    if (this.reading || this.next === undefined) return;
    this.reading = true;
    const turn = ++this.turn;
    const { choice, me } = this;
    try {
      const page = await inbox.listEnded({
        projectName: choice.project,
        requestedBy: choice.agent,
        kind: choice.kind === "approval" ? RequestKind.APPROVAL : choice.kind === "form" ? RequestKind.ELICITATION : 0,
        endedBy: choice.assignee === "me" ? me : choice.assignee,
        outcome: choice.view === "with-agent" ? OutcomeKind.REQUEST_MORE_INFO : 0,
        text: choice.text,
        pageSize: 50,
        pageToken: this.next,
      });
      if (turn !== this.turn) return;
      // One whose task went on, or waits for another request, is no longer the agent's turn.
      const theirs = ({ taskStatus }: InboxItem) => choice.view !== "with-agent" || taskStatus === TaskStatus.RUNNING;
      this.items = [...this.items, ...page.items.filter(theirs)];
      this.next = page.nextPageToken || undefined;
      this.refusal = undefined;
    } catch (error) {
      this.refusal = refusalOf(error);
    } finally {
      this.reading = false;
    }
  }
}
