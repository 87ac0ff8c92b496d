// The inbox while the server pushes: nothing moves under the pointer, counts follow, claims and endings show everywhere.
import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, confirm, decide, ending, railLink, read, row } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const list = (page) => page.getByRole("region", { name: "Requests" });
/** The summaries of the rows, in their order. */
const rows = async (page) => (await list(page).getByRole("option").allInnerTexts()).map((text) => text.split("\n").filter(Boolean)[1]);
/** How many a view of the rail says there are. */
const count = async (page, view) => Number(/\d+$/.exec(await railLink(page, view).innerText())?.[0]);

test("an empty inbox takes what comes at once; then what is new waits, and no row moves", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.getByRole("heading", { name: "All clear" }).waitFor();
  const first = await set.agent.ask("First");
  await row(page, "First").waitFor();
  assert.match(await page.title(), /^\(1\) /, "the tab says that something waits");

  await set.agent.ask("Second");
  const fresh = page.getByRole("button", { name: "1 new" });
  await fresh.waitFor();
  assert.deepEqual(await rows(page), ["First"]);
  await fresh.click();
  await row(page, "Second").waitFor();
  assert.deepEqual(await rows(page), ["First", "Second"], "what waits longest comes first");

  await set.agent.approvals.cancel({ idempotencyKey: newKey(), id: first, reason: "Not needed" });
  await row(page, "First").getByText("No longer waiting").waitFor();
  await set.agent.ask("Third");
  await fresh.waitFor();
  assert.deepEqual(await rows(page), ["First", "Second"], "what has gone keeps its place until then");
  await fresh.click();
  await row(page, "Third").waitFor();
  assert.deepEqual(await rows(page), ["Second", "Third"]);
  await seat.leave();
});

test("the counts of the views follow what is claimed, let go, overdue and decided", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const name = `Quick ${newKey().slice(0, 8)}`;
  const { project } = await set.admin.projects.create({ idempotencyKey: newKey(), name, responseTarget: { seconds: 1n, nanos: 0 } });
  const [on, late] = [await set.agent.open("Counted"), await set.agent.open("Late", { projectName: project.projectName })];
  const id = await set.agent.ask("Count me", { taskId: on.id });
  await set.agent.ask("I am late", { taskId: late.id, projectName: project.projectName });
  await read(ada, id);
  await read(bob, id);
  const counts = (page) => Promise.all(["Needs me", "Claimed by me", "Unclaimed", "Overdue", "Everything open"].map((view) => count(page, view)));
  // One of them is overdue within a minute, and that may be over already.
  await until("the first counts", async () => /^4,0,4,[01],4$/.test(String(await counts(ada.page))));

  // Only a row that somebody has before them can be marked: one that has gone before their list came in never was there.
  await row(bob.page, "Count me").waitFor();
  await ada.page.keyboard.press("c");
  await ada.page.getByRole("button", { name: "Let go c" }).waitFor();
  await bob.page.getByRole("button", { name: "Take over c" }).waitFor();
  await row(bob.page, "Count me").getByText("No longer in this view").waitFor();
  await row(bob.page, "Count me").getByText(`claimed by ${ada.person.name}`).waitFor();
  await until("Ada's counts", async () => String(await counts(ada.page)).startsWith("4,1,3"));
  await until("Bob's counts", async () => String(await counts(bob.page)).startsWith("3,0,3"));
  await ada.page.keyboard.press("c");
  await bob.page.getByRole("button", { name: "Claim c" }).waitFor();
  await until("what nobody has", async () => String(await counts(bob.page)).startsWith("4,0,4"));

  await decide(bob.page, "Approve");
  await until("one fewer", async () => (await count(ada.page, "Everything open")) === 3);
  // Its project wants an answer within a second; the page looks once a minute.
  await ada.context.clock.setFixedTime(Date.now() + 120_000);
  await ada.page.goto(`${ada.origin}/inbox?view=overdue`);
  await row(ada.page, "I am late").getByText(/^Overdue/).waitFor();
  assert.deepEqual(await rows(ada.page), ["I am late"]);
  assert.equal(await count(ada.page, "Overdue"), 1);
  await ada.leave();
  await bob.leave();
});

test("what was decided is found under Done, and what was sent back until the agent asks again", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const task = await set.agent.open("To and fro");
  const id = await set.agent.ask("Is this enough?", { taskId: task.id });
  await read(seat, id);
  await choose(page, "Ask for more");
  await confirm(page, "Ask for more").click();
  await page.getByRole("status").getByText(/Sent back for more · Is this enough/).waitFor();

  await railLink(page, "Sent back for more").click();
  await row(page, "Is this enough?").getByText("Sent back for more").waitFor();
  await railLink(page, "Done").click();
  await row(page, "Is this enough?").click();
  await ending(page).getByText(`Sent back for more by ${seat.person.name}`).waitFor();
  await set.agent.ask("Is this enough now?", { taskId: task.id });
  await ending(page).getByRole("link", { name: "It asked again: see the next request on this task" }).click();
  await page.getByRole("region", { name: "What the agent asks" }).getByText("Is this enough now?").waitFor();
  await railLink(page, "Sent back for more").click();
  await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
  await seat.leave();
});

test("several are decided at once after each was named, and each result is told", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const ids = [];
  for (const which of ["one", "two", "three"]) {
    ids.push(await set.agent.ask(`Bulk ${which}`, { keyValueContext: [{ key: "Amount", value: `$${which}` }] }));
  }
  await set.agent.elicit("Bulk form", { fields: [{ id: "a", label: "A", kind: { case: "text", value: {} } }] });
  await page.goto(`${seat.origin}/inbox?q=bulk`);
  for (const which of ["one", "two", "three", "form"]) await row(page, `Bulk ${which}`).getByText(/^(Approval|Form)$/).locator("..").click();
  const selected = page.getByRole("group", { name: "Selected requests" });
  await selected.getByText("4 selected").waitFor();
  await selected.getByRole("button", { name: "Approve…" }).click();
  const dialog = page.getByRole("dialog", { name: "Approve 3 requests" });
  for (const which of ["one", "two", "three"]) await dialog.getByRole("listitem").filter({ hasText: `Bulk ${which}` }).getByText(`$${which}`, { exact: true }).waitFor();
  await set.agent.approvals.cancel({ idempotencyKey: newKey(), id: ids[1], reason: "Not needed" });
  await dialog.getByLabel("Note, the same for all, optional").fill("All fine");
  await dialog.getByRole("button", { name: "Approve all 3" }).click();
  const result = (which) => dialog.getByRole("listitem").filter({ hasText: `Bulk ${which}` });
  for (const which of ["one", "three"]) await result(which).getByText("Approved", { exact: true }).waitFor();
  await result("two").getByText(/withdrawn|cancelled|closed/i).waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await until("the decided rows to go", async () => String(await rows(page)) === "Bulk two,Bulk form");
  for (const id of [ids[0], ids[2]]) {
    const { state } = await set.agent.approvals.getResult({ id });
    assert.deepEqual([state.case, state.value.outcome.kind.value.note], ["decided", "All fine"]);
  }
  await seat.leave();
});
