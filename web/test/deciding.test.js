// Approvals, from the quickstart to two people at once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

/** The decision as the agent reads it. */
async function decisionOn(id) {
  const { state } = await set.agent.approvals.getResult({ id, wait: { seconds: 10n, nanos: 0 } });
  assert.equal(state.case, "decided");
  return state.value;
}

test("the quickstart: an agent asks, somebody approves by clicking, the agent reads it", async () => {
  const seat = await set.join("Ada", { tags: ["finance"] });
  const { page } = seat;
  const task = await set.agent.open("Refund — claim C-1029");
  const facts = [
    ["Claim", "C-1029"],
    ["Amount", "$240"],
    ["Reason", "Lost package — tracking and photos provided"],
  ];
  const id = await set.agent.ask("Refund $240 on claim C-1029", {
    taskId: task.id,
    keyValueContext: facts.map(([key, value]) => ({ key, value })),
  });

  await page.getByRole("option", { name: "Refund $240 on claim C-1029" }).click();
  assert.equal(new URL(page.url()).pathname, `/inbox/${id}`, "what is read stands in the address");
  const asked = page.getByRole("region", { name: "What the agent asks" });
  for (const [key, value] of facts) {
    await asked.getByText(key, { exact: true }).waitFor();
    await asked.getByText(value, { exact: true }).waitFor();
  }
  assert.deepEqual(await asked.getByRole("term").allTextContents(), facts.map(([key]) => key), "in the agent's order");

  const bar = page.getByRole("group", { name: "Decision" });
  await bar.getByRole("button", { name: "Approve a" }).click();
  await bar.getByRole("button", { name: /^Approve.*the agent goes ahead as proposed/ }).click();
  const { outcome, decidedBy, authoritySnapshot } = await decisionOn(id);
  assert.equal(outcome.kind.case, "approve");
  assert.equal(decidedBy, seat.person.name);
  assert.deepEqual(authoritySnapshot.tags, ["finance"]);
  assert.equal(authoritySnapshot.subject, seat.person.id);

  await page.getByRole("status").getByText(/Approved · Refund/).waitFor();
  await page.getByRole("option", { name: "Refund $240" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Look again" }).click();
  await page.getByRole("region", { name: "How it ended" }).getByText(`Approved by ${seat.person.name}`).waitFor();
  await seat.leave();
});

test("each of the five outcomes is decided with its note and reason code", async () => {
  const seat = await set.join("Ada");
  const outcomes = [
    ["Approve", "approve"],
    ["Reject", "reject"],
    ["Edit and approve", "editAndApprove"],
    ["Ask for more", "requestMoreInfo"],
    ["Escalate", "escalate"],
  ];
  for (const [verb, kind] of outcomes) {
    const id = await set.agent.ask(`To be ended: ${verb}`);
    await seat.page.goto(`${seat.origin}/inbox/${id}`);
    const bar = seat.page.getByRole("group", { name: "Decision" });
    await bar.getByRole("button", { name: new RegExp(`^${verb} \\w$`) }).click();
    await bar.getByRole("textbox", { name: /(optional|required)$/ }).first().fill(`because of ${kind} 🦀`);
    await bar.getByRole("textbox", { name: "Reason code" }).fill("code-1");
    await bar.getByRole("button", { name: new RegExp(`^${verb}.*agent|^${verb}.*request ends`) }).click();
    const { outcome } = await decisionOn(id);
    assert.deepEqual([outcome.kind.case, outcome.kind.value.note, outcome.kind.value.reasonCode], [kind, `because of ${kind} 🦀`, "code-1"]);
  }
  await seat.leave();
});

test("an edit without words is not sent, and says what is missing", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.ask("Send the letter");
  await seat.page.goto(`${seat.origin}/inbox/${id}`);
  const bar = seat.page.getByRole("group", { name: "Decision" });
  await bar.getByRole("button", { name: /^Edit and approve/ }).click();
  await bar.getByRole("button", { name: /^Edit and approve.*your change/ }).click();
  const note = bar.getByRole("textbox", { name: /required/ });
  assert.equal(await note.getAttribute("aria-invalid"), "true");
  assert.ok(await note.evaluate((node) => node === document.activeElement), "the focus is where something is missing");
  const { state } = await set.agent.approvals.getResult({ id });
  assert.equal(state.case, "pending");
  await seat.leave();
});

test("what the agent recommends is said as its own word", async () => {
  const seat = await set.join("Ada");
  const outcome = { kind: { case: "reject", value: { note: "Looks like **fraud**", reasonCode: "fraud" } } };
  const id = await set.agent.ask("Pay the invoice", { recommendation: { outcome, confidence: 0.91, rationale: "New account." } });
  await seat.page.goto(`${seat.origin}/inbox/${id}`);
  const bid = seat.page.getByRole("region", { name: "The agent's recommendation" });
  for (const words of [/Reject/, /91 %/, /New account\./, /fraud/]) await bid.getByText(words).first().waitFor();
  await seat.leave();
});

test("of two people at once one decides, and the other sees who it was", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const id = await set.agent.ask("Only once");
  await bob.deafen();
  for (const { page, origin } of [ada, bob]) {
    await page.goto(`${origin}/inbox/${id}`);
    await page.getByRole("group", { name: "Decision" }).getByRole("button", { name: /^Reject/ }).click();
  }
  const press = ({ page }) => page.getByRole("group", { name: "Decision" }).getByRole("button", { name: /^Reject.*must not/ }).click();
  await press(ada);
  assert.equal((await decisionOn(id)).decidedBy, ada.person.name);
  await press(bob);
  const ending = bob.page.getByRole("region", { name: "How it ended" });
  await ending.getByText(`Rejected by ${ada.person.name}`).waitFor();
  await ending.getByText("Nothing of yours was sent").waitFor();
  assert.equal((await decisionOn(id)).decidedBy, ada.person.name);
  await ada.leave();
  await bob.leave();
});

test("a request that was replaced while it was read can't be decided any more", async () => {
  const seat = await set.join("Ada");
  const task = await set.agent.open("Payment");
  const id = await set.agent.ask("Pay $10", { taskId: task.id });
  await seat.page.goto(`${seat.origin}/inbox/${id}`);
  const bar = seat.page.getByRole("group", { name: "Decision" });
  await bar.getByRole("button", { name: /^Approve/ }).click();
  await set.agent.approvals.cancel({ idempotencyKey: newKey(), id, reason: "the amount was wrong" });
  const next = await set.agent.ask("Pay $10,000", { taskId: task.id });
  const ending = seat.page.getByRole("region", { name: "How it ended" });
  await ending.getByText("the amount was wrong").waitFor();
  await bar.waitFor({ state: "detached" });
  const { state } = await set.agent.approvals.getResult({ id: next });
  assert.equal(state.case, "pending", "nobody has decided the other one");
  await seat.leave();
});

test("what comes in, and what the agent does about a decision, appears by itself", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/inbox`);
  const task = await set.agent.open("Live");
  const id = await set.agent.ask("Watch me come in", { taskId: task.id });
  // The list does not jump under the pointer: what is new waits behind a button if something is there already.
  await until("the new request", async () => {
    const fresh = page.getByRole("button", { name: /^\d+ new$/ });
    if (await fresh.isVisible()) await fresh.click();
    return page.getByRole("option", { name: "Watch me come in" }).isVisible();
  });
  await page.getByRole("option", { name: "Watch me come in" }).click();
  const digest = (await set.agent.approvals.get({ id })).request.digest;
  const outcome = { kind: { case: "approve", value: { note: "by another way" } } };
  await set.admin.approvals.decide({ idempotencyKey: newKey(), id, digest, outcome });
  const ending = page.getByRole("region", { name: "How it ended" });
  await ending.getByText(/^Approved by/).waitFor();
  await set.agent.tasks.recordAction({ idempotencyKey: newKey(), taskId: task.id, description: "Paid in full", inResponseTo: id });
  await ending.getByText("Paid in full").waitFor();
  await set.agent.tasks.recordException({ idempotencyKey: newKey(), taskId: task.id, message: "The bank sent it back", inResponseTo: id });
  await ending.getByText("The bank sent it back").waitFor();
  await seat.leave();
});
