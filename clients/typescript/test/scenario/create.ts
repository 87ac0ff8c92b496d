// The first step, which is played at more than one server.
import type { Client } from "../../src/shared.js";
import { same, unique } from "./world.js";

/** Opens a task, asks for an approval with everything, reads both back, and says the request's id. */
export async function create(client: Client): Promise<string> {
  const metadata = { claim: "C-1029", amount: 240 };
  const externalId = unique("run");
  const opened = await client.tasks.create({
    projectName: "general",
    name: unique("Refund — claim C-1029"),
    externalId,
    metadataPatch: { set: metadata },
  });
  const keyValueContext = { Claim: "C-1029", Amount: "$240", Reason: "Lost package — tracking and photos provided" };
  const { eventId } = await client.approvals.create({
    projectName: "general",
    taskId: opened.id,
    summary: "Refund $240 on claim C-1029",
    keyValueContext,
    recommendation: { outcome: { type: "APPROVE" }, confidence: 0.8, rationale: "Tracking shows a loss." },
  });
  const { task, openRequests } = await client.tasks.get({ id: opened.id });
  same([task.status, task.metadata, task.externalId], ["WAITING", metadata, externalId], "the task");
  same(
    openRequests.map(({ id }) => id),
    [eventId],
    "the open requests",
  );
  same(openRequests[0]?.keyValueContext, Object.entries(keyValueContext), "the context");
  return eventId;
}
