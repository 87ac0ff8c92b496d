// A task's page: all that happened on it, and what a person can do about it by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const timeline = (page) => page.getByRole("region", { name: /^Timeline/ });
const facts = (page) => page.getByRole("complementary", { name: "About the task" });
const steps = (page) => page.getByRole("region", { name: "Steps" });
const outcome = { kind: { case: "approve", value: { note: "Go on", reasonCode: "fine" } } };

/** Goes to a task, and waits until what happens on it is heard. */
async function visit(seat, { id, name }) {
  await seat.page.goto(`${seat.origin}/tasks/${id}`);
  await seat.page.getByRole("heading", { name, level: 1 }).waitFor();
  await timeline(seat.page).getByText("live", { exact: true }).waitFor();
}

test("whatever happens on a task appears on its timeline, each kind in its own words", async () => {
  const seat = await set.join("Ada", { role: set.Role.ADMIN });
  const { page } = seat;
  const task = await set.agent.open("All that can happen");
  await visit(seat, task);
  const on = { taskId: task.id };
  const key = () => ({ idempotencyKey: newKey() });
  const digestOf = async (service, id) => (await service.get({ id })).request.digest;
  const soon = () => ({ seconds: BigInt(Math.ceil(Date.now() / 1_000) + 1), nanos: 0 });
  let id;
  for (const [act, deed, more] of [
    [async () => {}, "opened the task", "in in_progress"],
    [async () => (id = await set.agent.ask("May I?", on)), "asked for approval", "May I?"],
    [async () => set.admin.approvals.decide({ ...key(), id, digest: await digestOf(set.agent.approvals, id), outcome }), "decided: approved", "Go on"],
    [() => set.agent.tasks.recordAction({ ...key(), ...on, description: "Did it", inResponseTo: id, detail: { step: 7 } }), "recorded an action", "Did it"],
    [() => set.agent.tasks.recordException({ ...key(), ...on, message: "It broke" }), "recorded an exception", "It broke"],
    [async () => (id = await set.agent.elicit("Which one?", { ...on, fields: [{ id: "a", label: "Colour", kind: { case: "text", value: {} } }] })), "asked a question", "Which one?"],
    [
      async () => {
        const answers = { a: { kind: { case: "text", value: "Green" } } };
        await set.admin.elicitations.answer({ ...key(), id, digest: await digestOf(set.agent.elicitations, id), answers });
      },
      "answered a question",
      "Green",
    ],
    [() => set.admin.tasks.addNote({ ...key(), ...on, message: "Well done" }), "wrote a note", "Well done"],
    [() => set.admin.tasks.assign({ ...key(), ...on, assigneeId: seat.person.id }), `gave the task to ${seat.person.name}`, ""],
    [async () => (id = await set.agent.ask("Never mind?", on)), "asked for approval", "Never mind?"],
    [() => set.agent.approvals.cancel({ ...key(), id, reason: "Changed my mind" }), "withdrew the approval", "Changed my mind"],
    [() => set.agent.ask("Too late?", { ...on, deadline: soon() }), "asked for approval", "Closes by itself on"],
    [async () => {}, "closed the approval: its deadline passed", ""],
    [() => set.agent.tasks.recordAction({ ...key(), ...on, description: "All done", transitionsTo: "complete" }), "recorded an action", "All done"],
    [async () => {}, "closed the task in complete", ""],
  ]) {
    await act();
    const entry = timeline(page).getByRole("listitem").filter({ hasText: deed }).filter({ hasText: more }).first();
    await entry.waitFor();
  }
  const { events } = await set.agent.tasks.listEvents({ taskId: task.id });
  await until("as many as the server has", async () => (await timeline(page).getByText(/^#\d+$/).count()) === events.length);
  const numbers = await timeline(page).getByText(/^#\d+$/).allTextContents();
  assert.deepEqual(numbers, events.map(({ sequence }) => `#${sequence}`), "in their order, each once");
  await timeline(page).getByRole("button", { name: /^Exceptions/ }).click();
  await until("only the exception", async () => (await timeline(page).getByText(/^#\d+$/).count()) === 1);
  await seat.leave();
});

test("a task is moved along its exits, after it was asked and said what that closes", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const graph = { initialStep: "triage", steps: [{ name: "triage", exits: ["review"] }, { name: "review", exits: ["closed"] }, { name: "closed" }] };
  const { project } = await set.admin.projects.create({ idempotencyKey: newKey(), name: "Moves", steps: graph });
  const task = await set.agent.open("On its way", { projectName: project.projectName });
  const id = await set.agent.ask("Still open", { taskId: task.id, projectName: project.projectName });
  await visit(seat, task);
  assert.equal(await steps(page).getByRole("button", { name: /^closed/ }).count(), 0, "no way leads there yet");

  await steps(page).getByRole("button", { name: "review" }).click();
  const first = page.getByRole("dialog", { name: "Move the task to review?" });
  assert.equal(await first.getByText("This closes the task.").count(), 0);
  await first.getByRole("button", { name: "Leave it" }).click();
  await steps(page).getByRole("button", { name: "review" }).click();
  await first.getByLabel("Reason (optional)").fill("Looks complete");
  await first.getByRole("button", { name: "Move", exact: true }).click();
  await timeline(page).getByRole("listitem").filter({ hasText: "moved the task" }).getByText("Looks complete").waitFor();

  await steps(page).getByRole("button", { name: /^closed ?, which closes the task$/ }).click();
  const second = page.getByRole("dialog", { name: "Move the task to closed?" });
  await second.getByText("This closes the task.").waitFor();
  await second.getByText("Its open request “Still open” is withdrawn").waitFor();
  await second.getByRole("button", { name: "Move and close the task" }).click();
  await steps(page).getByText("The task is closed: it can't be moved any more.").waitFor();
  await page.getByRole("region", { name: "Open request" }).waitFor({ state: "detached" });
  assert.equal((await set.agent.approvals.getResult({ id })).state.case, "cancelled");
  assert.equal(await facts(page).getByRole("button", { name: "Assign…" }).count(), 0);

  await timeline(page).getByLabel("Add a note").fill("For the record");
  await timeline(page).getByRole("button", { name: /^Add note/ }).click();
  await timeline(page).getByRole("listitem").filter({ hasText: "wrote a note" }).getByText("For the record").waitFor();
  assert.equal(await timeline(page).getByLabel("Add a note").inputValue(), "");
  await seat.leave();
});

test("a task is taken, given to somebody else, and to nobody", async () => {
  const [seat, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const { page } = seat;
  const task = await set.agent.open("Whose is it?");
  await visit(seat, task);
  const who = () => facts(page).getByRole("definition").first();
  await who().getByText("nobody").waitFor();
  await facts(page).getByRole("button", { name: "Take it" }).click();
  await who().getByText("(you)").waitFor();
  const choose = async (name) => {
    await facts(page).getByRole("button", { name: "Assign…" }).click();
    const dialog = page.getByRole("dialog", { name: "Who has this task?" });
    await dialog.getByRole("button", { name }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await choose(bob.person.name);
  await who().getByText(bob.person.name).waitFor();
  assert.equal((await set.agent.tasks.get({ id: task.id })).task.assigneeId, bob.person.id);
  await choose("Nobody");
  await who().getByText("nobody").waitFor();
  await timeline(page).getByRole("listitem").filter({ hasText: "gave the task to nobody" }).waitFor();
  await seat.leave();
  await bob.leave();
});
