// An inbox of thousands: only what is in sight is drawn, and all of it is within reach.
import assert from "node:assert/strict";
import { test } from "node:test";

import { row } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage({ also: scene });

const MANY = 2_000;
const AT_ONCE = 32;
const named = (number) => `Request number ${String(number).padStart(4, "0")}`;

async function scene() {
  let next = 0;
  const make = async () => {
    while (next < MANY) {
      next += 1;
      await set.agent.ask(named(next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
}

/** The numbers of all open requests, in the order of the list. */
async function inOrder() {
  const found = [];
  let pageToken = "";
  do {
    const page = await set.agent.inbox.list({ pageSize: 200, pageToken });
    found.push(...page.items.map(({ request }) => request.summary));
    pageToken = page.nextPageToken;
  } while (pageToken);
  return found;
}

test("thousands are listed, scrolled and stepped through with few rows drawn", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const order = await inOrder();
  assert.equal(order.length, MANY);
  const list = page.getByRole("listbox");
  const drawn = page.getByRole("option");
  await row(page, order[0]).waitFor();
  await page.getByRole("region", { name: "Requests" }).getByText(String(MANY), { exact: true }).waitFor();
  assert.equal(await drawn.first().getAttribute("aria-setsize"), String(MANY));
  assert.ok((await drawn.count()) < 60);

  await list.focus();
  await page.keyboard.press("End");
  await row(page, order.at(-1)).waitFor();
  assert.ok((await drawn.count()) < 60);
  await row(page, order.at(-2)).click();
  await page.getByRole("region", { name: "What the agent asks" }).getByText(order.at(-2)).waitFor();
  await page.keyboard.press("j");
  const asked = (summary) => page.getByRole("region", { name: "What the agent asks" }).getByText(summary).waitFor();
  await asked(order.at(-1));
  for (const back of [-2, -3, -4]) {
    await page.keyboard.press("k");
    await asked(order.at(back));
  }
  await list.focus();
  await page.keyboard.press("Home");
  await row(page, order[0]).waitFor();
  await page.keyboard.press("k");
  await asked(order.at(-5));
  await row(page, order.at(-5)).waitFor();
  assert.ok((await drawn.count()) < 60, "the row that one reads is in sight, and few others");
  await page.getByRole("searchbox", { name: "Search" }).fill("number 1234");
  await until("the one that is searched", async () => (await drawn.count()) === 1);
  await row(page, named(1234)).waitFor();
  await seat.leave();
});

test("tabs that open at the same moment all show all of them", async () => {
  const seat = await set.join("Ada");
  await row(seat.page, /Request number/).first().waitFor();
  await seat.page.close();
  const tabs = await Promise.all([seat.open("/inbox"), seat.open("/inbox"), seat.open("/inbox")]);
  const all = (tab) => tab.getByRole("region", { name: "Requests" }).getByText(String(MANY), { exact: true });
  for (const tab of tabs) await all(tab).waitFor();
  const task = await set.agent.open("Withdrawn at once");
  const id = await set.agent.ask("One more", { taskId: task.id });
  for (const tab of tabs) await tab.getByRole("button", { name: "1 new" }).waitFor();
  await set.agent.approvals.cancel({ idempotencyKey: newKey(), id, reason: "Not needed" });
  for (const tab of tabs) await tab.getByRole("button", { name: "1 new" }).waitFor({ state: "detached" });
  await seat.leave();
});
