// The overview: its figures are what was done.
import assert from "node:assert/strict";
import { test } from "node:test";

import { decide, read } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

test("the overview adds up to what was done", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const { project } = await set.admin.projects.create({ idempotencyKey: newKey(), name: `Figures ${newKey().slice(0, 8)}` });
  const { projectName } = project;
  const recommendation = { outcome: { kind: { case: "approve", value: {} } }, confidence: 0.95 };
  const ask = async (summary, more) => set.agent.ask(summary, { taskId: (await set.agent.open(summary, { projectName })).id, projectName, ...more });
  const decided = [["Approve", { recommendation }], ["Approve", {}], ["Reject", { recommendation }], ["Escalate", {}]];
  for (const [index, [verb, more]] of decided.entries()) {
    await read(seat, await ask(`Number ${index}`, more));
    await decide(page, verb);
    await page.getByRole("status").getByText(new RegExp(`· Number ${index}$`)).waitFor();
  }
  await ask("Left open");
  await page.goto(`${seat.origin}/dashboard?project=${projectName}`);
  const tile = (name) => page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) }).locator("..").getByRole("definition");
  const figures = async () => {
    const names = ["Open", "Overdue", "Resolved", "Agreement"];
    return Promise.all(names.map(async (name) => (await tile(name).allInnerTexts()).join(", ")));
  };
  await tile("Open").first().waitFor();
  await until("the figures", async () => {
    assert.deepEqual(await figures(), ["1, waiting now", "0, past their response target", "4, 4 decided, 0 answered", "50 %, 1 of 2 as recommended"]);
    return true;
  });
  await page.getByText("50 % of 4 decisions approved what was proposed").waitFor();
  await page.getByRole("link", { name: "1", exact: true }).first().click();
  await page.getByRole("option", { name: "Left open" }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("project"), projectName);
  await seat.leave();
});
