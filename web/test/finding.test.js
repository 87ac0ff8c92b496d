// Finding a request: filters, search and order, all in the address; views that one keeps.
import assert from "node:assert/strict";
import { test } from "node:test";

import { railLink, row } from "./acts.js";
import { Caller, newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage({ also: scene });

const ALL = ["Pay the invoice", "Ship the parcel", "Fill in the form", "Answer the claim"];
const list = (page) => page.getByRole("region", { name: "Requests" });
const rows = async (page) => (await list(page).getByRole("listbox").getByRole("option").allInnerTexts()).map((text) => text.split("\n").filter(Boolean)[1]);
const shows = (page, wanted) =>
  until(`the rows ${wanted}`, async () => {
    assert.deepEqual(await rows(page), wanted);
    return true;
  });

/** Opens the filters and chooses in one of them. */
async function filter(page, label, option) {
  const more = list(page).getByRole("button", { name: /^Filters/ });
  if ((await more.getAttribute("aria-expanded")) === "false") await more.click();
  await list(page).getByRole("combobox", { name: label, exact: true }).selectOption(option);
}

async function scene() {
  const made = await set.admin.projects.create({
    idempotencyKey: newKey(),
    name: "Claims",
    responseTarget: { seconds: 3_600n, nanos: 0 },
    steps: {
      initialStep: "triage",
      steps: [{ name: "triage", exits: ["review"] }, { name: "review", exits: ["done"] }, { name: "done" }],
    },
  });
  const claims = made.project;
  const { secret } = await set.admin.access.createKey({ idempotencyKey: newKey(), role: set.Role.AGENT, name: "Claims bot" });
  const other = new Caller(set.server.origin, secret);
  const metadataPatch = { set: { customer: "Żółć & Söhne" } };
  const tasks = [
    await set.agent.open("Invoice 77", { externalId: "INV-2026-77", metadataPatch }),
    await set.agent.open("Parcel to Oslo", { metadataPatch: { set: { customer: "Inge" } } }),
    await set.agent.open("A form"),
    await other.open("Claim C-1029", { projectName: claims.projectName }),
  ];
  await other.tasks.recordAction({ idempotencyKey: newKey(), taskId: tasks[3].id, description: "Read it", transitionsTo: "review" });
  await set.agent.ask(ALL[0], { taskId: tasks[0].id });
  const deadline = { seconds: BigInt(Math.ceil(Date.now() / 1_000) + 7_200), nanos: 0 };
  await set.agent.ask(ALL[1], { taskId: tasks[1].id, deadline });
  await set.agent.elicit(ALL[2], { taskId: tasks[2].id, fields: [{ id: "a", label: "A", kind: { case: "text", value: {} } }] });
  await other.ask(ALL[3], { taskId: tasks[3].id, projectName: claims.projectName });
}

test("each filter narrows the list, stands in the address, and the address shows the same elsewhere", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const { page } = ada;
  await page.goto(`${ada.origin}/inbox?view=open`);
  await shows(page, ALL);
  const { tasks } = await set.agent.tasks.list({ name: "Parcel" });
  await set.admin.tasks.assign({ idempotencyKey: newKey(), taskId: tasks[0].id, assigneeId: ada.person.id });
  for (const [label, option, wanted] of [
    ["Project", "Claims", [ALL[3]]],
    ["Step", "review", [ALL[3]]],
    ["Agent", "Claims bot", [ALL[3]]],
    ["Kind", "Forms", [ALL[2]]],
    ["Kind", "Approvals", [ALL[0], ALL[1], ALL[3]]],
    ["Open for at least", "1 hour", []],
    ["Claimed by", "Me", [ALL[1]]],
    ["Claimed by", "Nobody", [ALL[0], ALL[2], ALL[3]]],
    ["Claimed by", ada.person.name, [ALL[1]]],
    ["Order", "Newest", ALL.toReversed()],
    ["Order", "Due first", [ALL[3], ALL[1], ALL[0], ALL[2]]],
  ]) {
    await filter(page, label, option);
    await shows(page, wanted);
    if (["Claims bot", "Forms", "Due first"].includes(option)) {
      await bob.page.goto(page.url());
      await shows(bob.page, wanted);
    }
    await filter(page, label, { index: 0 });
    await shows(page, ALL);
  }
  await ada.context.clock.setFixedTime(Date.now() + 3_700_000);
  await page.goto(`${ada.origin}/inbox?view=open&age=60`);
  await shows(page, ALL);
  await page.goto(`${ada.origin}/inbox?view=open&kind=form&project=claims`);
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await page.getByRole("button", { name: "Clear the filters" }).first().click();
  await shows(page, ALL);
  assert.equal(new URL(page.url()).search, "?view=open");
  await ada.leave();
  await bob.leave();
});

test("the search looks into summaries, tasks, external ids and metadata, and is left by Esc", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/inbox?view=open`);
  await shows(page, ALL);
  const search = page.getByRole("searchbox", { name: "Search" });
  for (const [text, wanted] of [
    ["PARCEL", [ALL[1]]],
    ["claim c-1029", [ALL[3]]],
    ["inv-2026", [ALL[0]]],
    ["söhne", [ALL[0]]],
    ["in", [ALL[0], ALL[1], ALL[2]]],
    ["nothing like that", []],
  ]) {
    await search.fill(text);
    await page.waitForURL((url) => url.searchParams.get("q") === text);
    await shows(page, wanted);
  }
  await search.press("Escape");
  await shows(page, ALL);
  assert.equal(new URL(page.url()).search, "?view=open");
  await page.goto(`${seat.origin}/inbox?view=open&q=s%C3%B6hne`);
  await shows(page, [ALL[0]]);
  assert.equal(await search.inputValue(), "söhne");
  await seat.leave();
});

test("a choice is kept under a name, found again in the rail, and forgotten", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/inbox?view=open`);
  await filter(page, "Kind", "Forms");
  await shows(page, [ALL[2]]);
  await list(page).getByRole("button", { name: "Keep as a view" }).click();
  await list(page).getByLabel("Name of the filter").fill("Only forms");
  await list(page).getByRole("button", { name: "Keep", exact: true }).click();
  await page.goto(`${seat.origin}/inbox?view=open`);
  await shows(page, ALL);
  await railLink(page, "Only forms").click();
  await shows(page, [ALL[2]]);
  await row(page, ALL[2]).click();
  assert.equal(await railLink(page, "Only forms").getAttribute("aria-current"), "page");
  await page.getByRole("button", { name: "Forget the view Only forms" }).click();
  await railLink(page, "Only forms").waitFor({ state: "detached" });
  await seat.leave();
});
