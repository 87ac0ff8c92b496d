// What is done at servers other than the stage's own: in a browser, on pages of theirs.
import type { ApprovalEnd, Client } from "../../src/shared.js";
import { failureOf, holds, same } from "./world.js";
import type { Failure, World } from "./world.js";

type Ask = World["ask"];

/** A task and an approval on it. */
export async function approval(client: Client, name: string, more: Record<string, unknown> = {}) {
  const task = await client.tasks.create({ projectName: "general", name });
  const request = await client.approvals.create({
    projectName: "general",
    taskId: task.id,
    summary: `May ${name} go on?`,
    ...more,
  });
  return { task, id: request.eventId };
}

/** Watches a request, does something once it is known to be pending, and waits for the end. */
export async function watched(
  client: Client,
  id: string,
  then: () => Promise<unknown>,
  onInterruption?: (error?: Error) => void,
): Promise<ApprovalEnd> {
  let told = () => {};
  const pending = new Promise<void>((resolve) => (told = resolve));
  const watching = client.approvals.watchResult({ id }, { onPending: () => told(), onInterruption, timeoutMs: 19_000 });
  await Promise.race([pending, watching]);
  const [end] = await Promise.all([watching, then()]);
  return end;
}

export const acts = {
  /** A watch that is cut again and again, and goes on. */
  async resumed(client: Client, ask: Ask, name: string): Promise<void> {
    const { id } = await approval(client, name);
    const end = await watched(client, id, async () => {
      await ask({ ask: "cuts" });
      await ask({ ask: "decide", id, outcome: "APPROVE", note: "Because." });
    });
    holds(end.type === "decided", `expected decided, got ${end.type}`);
    same(end.outcome.type, "APPROVE", "the outcome");
  },

  /** What a call there fails with. */
  failure: (client: Client): Promise<Failure> => failureOf(client.projects.list()),

  /** What the puppet says of the attempts to open a task. */
  async twice(client: Client): Promise<unknown> {
    const { externalId, metadata } = await client.tasks.create({ projectName: "general", name: "twice" });
    return { externalId, metadata };
  },

  /** What the puppet's refusal for a reason becomes. */
  refused: (client: Client, _: Ask, reason: string): Promise<Failure> => failureOf(client.tasks.get({ id: reason })),
};
