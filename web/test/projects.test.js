// Projects as admins draw them: the step graph with its faults, the reason codes, and what comes of both where one decides.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, choose, confirm, read } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const step = (page, number) => page.getByLabel(`Name of step ${number}`, { exact: true });
const leads = (page, from, to) => page.getByRole("group", { name: `Where ${from} leads to` }).getByRole("button", { name: to, exact: true }).click();
const state = (page, words) => page.getByRole("status").getByText(words, { exact: true }).waitFor();

test("a project is drawn step by step, its faults show meanwhile, and tasks go through it", async () => {
  const seat = await set.join("Ada", { role: set.Role.ADMIN });
  const { page } = seat;
  await page.goto(`${seat.origin}/dashboard/projects`);
  await page.getByRole("link", { name: "New project" }).click();
  await page.getByLabel("Display name").fill("Überweisungen & Co");
  await page.getByText("uberweisungen-co", { exact: true }).waitFor();
  await page.getByLabel("Response target", { exact: true }).fill("4");

  await step(page, 1).fill("triage");
  await step(page, 2).fill("done");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.keyboard.type("review");
  await page.getByText("Cannot be reached from the initial step “triage”").first().waitFor();
  await state(page, "1 fault");
  assert.equal(await step(page, 3).getAttribute("aria-invalid"), "true");
  await page.getByRole("button", { name: "Make the project" }).click();
  assert.ok(await step(page, 3).evaluate((node) => node === document.activeElement), "it is not sent; the focus is on what is wrong");

  await step(page, 3).fill("triage");
  await page.getByText("Repeats the name of step 1; each has to differ").first().waitFor();
  await step(page, 3).fill("review");
  await leads(page, "triage", "review");
  await leads(page, "review", "done");
  await state(page, "no faults");
  await page.getByRole("button", { name: "Add a reason code" }).click();
  await page.getByLabel("Code", { exact: true }).fill("fraud");
  await page.getByLabel("What people read", { exact: true }).fill("Looks like fraud");
  await page.getByRole("group", { name: "When Looks like fraud is offered" }).getByRole("button", { name: "Reject" }).click();
  await page.getByRole("button", { name: "Make the project" }).click();
  await page.getByRole("status").getByText("Überweisungen & Co is there.").waitFor();

  const { project } = await set.agent.projects.get({ key: { case: "projectName", value: "uberweisungen-co" } });
  assert.equal(project.responseTarget.seconds, 14_400n);
  assert.equal(project.steps.initialStep, "triage");
  const exits = Object.fromEntries(project.steps.steps.map(({ name, exits }) => [name, exits.toSorted()]));
  assert.deepEqual(exits, { triage: ["done", "review"], review: ["done"], done: [] });
  const task = await set.agent.open("Through the graph", { projectName: project.projectName });
  assert.equal(task.currentStep, "triage");

  // The reason is offered for what it is for, and stands in the decision.
  const id = await set.agent.ask("Pay out", { taskId: task.id, projectName: project.projectName });
  await read(seat, id);
  await choose(page, "Approve");
  assert.equal(await bar(page).getByRole("group", { name: "Reason" }).count(), 0);
  await page.keyboard.press("Escape");
  await choose(page, "Reject");
  await bar(page).getByRole("group", { name: "Reason" }).getByRole("button", { name: "Looks like fraud" }).click();
  assert.equal(await bar(page).getByRole("textbox", { name: "Reason code" }).inputValue(), "fraud");
  await confirm(page, "Reject").click();
  const { value } = (await set.agent.approvals.getResult({ id, wait: { seconds: 10n, nanos: 0 } })).state;
  assert.equal(value.outcome.kind.value.reasonCode, "fraud");
  await seat.leave();
});

test("what only the server knows is said where it is wrong, and what was drawn is kept", async () => {
  const seat = await set.join("Ada", { role: set.Role.ADMIN });
  const { page } = seat;
  const { project } = await set.admin.projects.create({ idempotencyKey: newKey(), name: "Taken" });
  const task = await set.agent.open("In the way", { projectName: project.projectName });
  await page.goto(`${seat.origin}/dashboard/projects/new`);
  const name = page.getByLabel("Display name");
  await name.fill("taken!");
  await page.getByRole("button", { name: "Make the project" }).click();
  await until("the fault beside the name", async () => (await name.getAttribute("aria-invalid")) === "true");
  assert.equal(await name.inputValue(), "taken!");
  await name.fill("Not taken");
  await until("the fault to go", async () => (await name.getAttribute("aria-invalid")) === null);
  await page.getByRole("link", { name: "All projects" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Stay here" }).click();
  await page.keyboard.press("Control+s");
  await page.getByRole("status").getByText("Not taken is there.").waitFor();

  // A step that an open task is in can't go.
  await page.goto(`${seat.origin}/dashboard/projects/${project.id}`);
  await step(page, 1).fill("renamed");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  const kept = (await set.agent.projects.get({ key: { case: "id", value: project.id } })).project;
  assert.equal(kept.steps.initialStep, task.currentStep);
  await page.getByRole("button", { name: "Undo changes" }).click();
  await state(page, "Everything is saved");
  await seat.leave();
});

test("reviewers read projects and figures, and see neither people nor keys", async () => {
  const seat = await set.join("Rita");
  const { page } = seat;
  await page.goto(`${seat.origin}/dashboard`);
  const tabs = page.getByRole("navigation", { name: "Dashboard" }).getByRole("link");
  await tabs.first().waitFor();
  assert.deepEqual((await tabs.allInnerTexts()).map((text) => text.trim()), ["Overview", "Projects"]);
  for (const place of ["people", "keys", "projects/new"]) {
    await page.goto(`${seat.origin}/dashboard/${place}`);
    await page.getByRole("heading", { name: "This is for admins" }).waitFor();
  }
  await page.goto(`${seat.origin}/dashboard/projects`);
  await page.getByRole("table", { name: "Projects" }).getByRole("link", { name: "General" }).click();
  await page.getByRole("heading", { name: "Reason codes" }).waitFor();
  assert.equal(await page.getByRole("textbox").count(), 0);
  await seat.leave();
});
