// Two at once: two people at one request, and a person at one that ends or is replaced under their eyes.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, choose, confirm, ending, read, row } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

/** The events of a task, by what they tell. */
async function told(taskId) {
  const { events } = await set.agent.tasks.listEvents({ taskId });
  return events.map(({ payload }) => payload.case);
}

const isPending = async (id) => (await set.agent.approvals.getResult({ id })).state.case === "pending";

test("of two people who press at the same moment one decides, and the other is told so without alarm", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const task = await set.agent.open("A race");
  const id = await set.agent.ask("Who is first?", { taskId: task.id });
  // Both decisions are held at the door until both are there.
  const held = [];
  for (const [seat, verb] of [[ada, "Approve"], [bob, "Reject"]]) {
    await seat.context.route("**/pumpup.v1.Approvals/Decide", (route) => held.push(route));
    await read(seat, id);
    await choose(seat.page, verb);
    await confirm(seat.page, verb).click();
  }
  await until("both decisions", () => held.length === 2);
  await Promise.all(held.map((route) => route.continue()));

  const { value } = (await set.agent.approvals.getResult({ id, wait: { seconds: 10n, nanos: 0 } })).state;
  const [winner, loser] = value.decidedBy === ada.person.name ? [ada, bob] : [bob, ada];
  assert.equal(value.outcome.kind.case, winner === ada ? "approve" : "reject", "what the winner said");
  await winner.page.getByRole("status").getByText(/^(Approved|Rejected) · Who is first/).waitFor();
  await ending(loser.page).getByText(`by ${winner.person.name}`).waitFor();
  await ending(loser.page).getByText("It ended while you were looking. Nothing of yours was sent.").waitFor();
  assert.equal(await loser.page.getByRole("alert").count(), 0, "nobody did anything wrong");
  await bar(loser.page).waitFor({ state: "detached" });
  assert.equal((await told(task.id)).filter((kind) => kind === "approvalDecided").length, 1);
  await ada.leave();
  await bob.leave();
});

test("a request that ends while it is read says how, and can't be decided any more", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const inTwoSeconds = () => ({ seconds: BigInt(Math.ceil(Date.now() / 1_000) + 2), nanos: 0 });
  const ends = [
    {
      by: (id) => set.agent.approvals.cancel({ idempotencyKey: newKey(), id, reason: "No longer needed" }),
      words: [/^Withdrawn by /, "No longer needed"],
    },
    {
      by: (_, taskId) => set.agent.tasks.recordAction({ idempotencyKey: newKey(), taskId, description: "Done", transitionsTo: "complete" }),
      words: ["Withdrawn, since its task closed"],
    },
    { ask: () => ({ deadline: inTwoSeconds() }), by: () => {}, words: ["Timed out: nobody decided before its deadline"] },
  ];
  await set.agent.ask("Stays");
  for (const [index, { ask, by, words }] of ends.entries()) {
    const task = await set.agent.open(`To end ${index}`);
    const id = await set.agent.ask(`Ends in way ${index}`, { taskId: task.id, ...ask?.() });
    await read(seat, id);
    await choose(page, "Reject");
    await bar(page).getByRole("textbox", { name: /^Why not/ }).fill("half a sen");
    await by(id, task.id);
    for (const said of words) await ending(page).getByText(said).waitFor();
    await bar(page).waitFor({ state: "detached" });
    await row(page, `Ends in way ${index}`).getByText("No longer waiting").waitFor();
    assert.ok(!(await told(task.id)).includes("approvalDecided"));
  }
  await seat.leave();
});

test("pressing on a page that has not heard of the replacement decides neither request", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const task = await set.agent.open("Payment");
  const id = await set.agent.ask("Pay $10", { taskId: task.id });
  await seat.deafen();
  await read(seat, id);
  await choose(page, "Approve");
  await set.agent.approvals.cancel({ idempotencyKey: newKey(), id, reason: "The amount was wrong" });
  const next = await set.agent.ask("Pay $10,000", { taskId: task.id });
  await confirm(page, "Approve").click();
  await ending(page).getByText("The amount was wrong").waitFor();
  await ending(page).getByText("Nothing of yours was sent").waitFor();
  await bar(page).waitFor({ state: "detached" });
  assert.ok(await isPending(next), "the other one waits on");
  assert.ok(!(await told(task.id)).includes("approvalDecided"));
  await seat.leave();
});

test("a decision on something else than was asked is refused, and the page says to look again", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const id = await set.agent.ask("Pay $10 to Jane");
  const { digest } = (await set.agent.approvals.get({ id })).request;
  // On its way the decision comes to stand under what nobody was shown.
  await seat.context.route("**/pumpup.v1.Approvals/Decide", (route) => {
    const said = route.request().postDataBuffer().toString("latin1");
    assert.ok(said.includes(digest), "a decision carries the digest of what was shown");
    return route.continue({ postData: Buffer.from(said.replace(digest, "0".repeat(digest.length)), "latin1") });
  });
  await read(seat, id);
  await choose(page, "Approve");
  await confirm(page, "Approve").click();
  await page.getByRole("alert").getByText(/look at it again/i).waitFor();
  assert.ok(await isPending(id));
  await seat.leave();
});
