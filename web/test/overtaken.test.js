// Overtaken: what happens under hands that go on typing and pressing must not be decided by them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, choose, confirm, ending, read, row } from "./acts.js";
import { newKey } from "./callers.js";
import { linkFor, person } from "./people.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const isPending = async (id) => (await set.agent.approvals.getResult({ id })).state.case === "pending";

test("an answer that comes late moves nobody, and loses no words", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const [first, second, third] = [await set.agent.ask("First of three"), await set.agent.ask("Second of three"), await set.agent.ask("Third of three")];
  const held = [];
  await seat.context.route("**/pumpup.v1.Approvals/Decide", (route) => held.push(route));
  await read(seat, first);
  await row(page, "Third of three").waitFor();
  await choose(page, "Approve");
  await confirm(page, "Approve").click();
  await until("the decision on its way", () => held.length === 1);
  // The answer is awaited, and one goes on.
  await row(page, "Second of three").click();
  await page.getByRole("link", { name: "Task of: Second of three" }).waitFor();
  await choose(page, "Reject");
  await page.keyboard.type("Not for so ");
  await held[0].continue();
  await page.getByRole("status").getByText(/^Approved · First of three/).waitFor();
  await page.keyboard.type("a lot of money");

  assert.equal(new URL(page.url()).pathname, `/inbox/${second}`);
  assert.equal(await page.getByRole("textbox", { name: /^Why not/ }).inputValue(), "Not for so a lot of money");
  assert.equal(await row(page, "First of three").count(), 0, "the row that was dealt with is the one that went");
  assert.deepEqual([await isPending(first), await isPending(second), await isPending(third)], [false, true, true]);
  await seat.leave();
});

test("whoever is overtaken while typing decides nothing, and keeps their words", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const [before, id, after] = [await set.agent.ask("The one before"), await set.agent.ask("Overtaken"), await set.agent.ask("The one after")];
  await read(seat, id);
  await row(page, "The one after").waitFor();
  await choose(page, "Reject");
  await page.keyboard.type("Too much; ");
  const { digest } = (await set.agent.approvals.get({ id })).request;
  const outcome = { kind: { case: "approve", value: { note: "" } } };
  await set.admin.approvals.decide({ idempotencyKey: newKey(), id, digest, outcome });
  await ending(page).getByText("Nothing of yours was sent.").waitFor();
  await page.keyboard.type("check back a lot");

  assert.equal(new URL(page.url()).pathname, `/inbox/${id}`);
  assert.match(await page.getByRole("textbox", { name: "Note for the task" }).inputValue(), /^Too much;/);
  assert.equal(await bar(page).count(), 0);
  assert.deepEqual([await isPending(before), await isPending(after)], [true, true]);
  await seat.leave();
});

test("a tab does not go on as somebody who is no longer signed in", async () => {
  const seat = await set.join("Ada");
  const jane = await person(set.admin, `Jane ${newKey().slice(0, 8)}`);
  await set.agent.ask("In whose name?");
  const other = await seat.open("/inbox");
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
  await seat.page.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
  await other.goto(seat.origin + (await linkFor(set.admin, jane)));
  await other.getByRole("button", { name: "Sign in" }).click();
  for (const page of [other, seat.page]) {
    await page.getByRole("navigation", { name: "Workspace" }).getByText(jane.name).waitFor();
  }
  seat.expect(/status of 401/);
  await seat.leave();
});

test("an address that is badly written is shown as a place where nothing is", async () => {
  const seat = await set.join("Ada");
  await seat.page.goto(`${seat.origin}/tasks/%zz`);
  await seat.page.getByRole("navigation", { name: "Workspace" }).waitFor();
  await seat.page.getByRole("main").getByRole("heading").first().waitFor();
  seat.expect(/status of 400/);
  await seat.leave();
});
