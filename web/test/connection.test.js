// The connection: a server that goes and comes back, a browser that is offline, and how few streams a browser holds.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, choose, confirm, decide, ending, putAway, read, row } from "./acts.js";
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const WATCH = "/pumpup.v1.Inbox/Watch";
const FOLLOW = "/pumpup.v1.Tasks/WatchEvents";

/** The streams of a browser that are open now, by where they lead. */
function streamsOf(context) {
  const open = new Set();
  const isOne = (request) => [WATCH, FOLLOW].includes(new URL(request.url()).pathname);
  context.on("request", (request) => isOne(request) && open.add(request));
  for (const end of ["requestfinished", "requestfailed"]) context.on(end, (request) => open.delete(request));
  return (path) =>
    [...open].filter((request) => new URL(request.url()).pathname === path && !request.frame().page().isClosed());
}

/** Has the list take in what is new, if it holds it back. */
async function seen(page, summary) {
  const fresh = page.getByRole("button", { name: /^\d+ new$/ });
  await row(page, summary).or(fresh).first().waitFor();
  if (await fresh.isVisible()) await fresh.click();
  await row(page, summary).waitFor();
}

test("a server that is killed and comes back is found again, with all that happened meanwhile", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  seat.expect(/net::ERR_/);
  const task = await set.agent.open("Through the night");
  const [stays, ends] = [await set.agent.ask("Stays open", { taskId: task.id }), await set.agent.ask("Ends meanwhile")];
  await read(seat, stays);
  await row(page, "Ends meanwhile").waitFor();
  let loads = 0;
  page.on("load", () => (loads += 1));

  await set.server.stop("SIGKILL");
  await page.getByText("The connection was lost. Reconnecting…").waitFor();
  // The page is kept from coming back before everything has happened.
  const watches = ["**/pumpup.v1.Inbox/Watch", "**/pumpup.v1.Tasks/WatchEvents"];
  for (const watch of watches) await seat.context.route(watch, (route) => route.abort());
  await set.server.start();
  const { digest } = (await set.agent.approvals.get({ id: ends })).request;
  const outcome = { kind: { case: "approve", value: { note: "" } } };
  await set.admin.approvals.decide({ idempotencyKey: newKey(), id: ends, digest, outcome });
  await set.agent.ask("Asked meanwhile");
  await set.agent.tasks.recordAction({ idempotencyKey: newKey(), taskId: task.id, description: "Went on without you" });
  for (const watch of watches) await seat.context.unroute(watch);

  await page.getByText("Reconnecting…").first().waitFor({ state: "detached" });
  await row(page, "Ends meanwhile").getByText("No longer waiting").waitFor();
  await page.getByRole("button", { name: "1 new" }).click();
  await row(page, "Asked meanwhile").waitFor();
  await page.getByText("Went on without you").waitFor();
  assert.equal(loads, 0, "the page was not loaded anew");
  await decide(page, "Approve");
  await row(page, "Stays open").waitFor({ state: "detached" });
  await seat.leave();
});

test("a decision that meets no server is not lost, and pressing it again decides once", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  seat.expect(/net::ERR_/);
  const task = await set.agent.open("Bad luck");
  const id = await set.agent.ask("Decide into the void", { taskId: task.id });
  await read(seat, id);
  await choose(page, "Reject");
  const note = bar(page).getByRole("textbox", { name: /^Why not/ });
  await note.fill("Not like this");

  await set.server.stop("SIGKILL");
  await confirm(page, "Reject").click();
  await bar(page).getByRole("alert").getByText("The server can't be reached.").waitFor();
  assert.equal(await note.inputValue(), "Not like this");

  await set.server.start();
  await confirm(page, "Reject").click();
  await page.getByRole("status").getByText("Rejected · Decide into the void").waitFor();
  const { events } = await set.agent.tasks.listEvents({ taskId: task.id });
  const decisions = events.filter(({ payload }) => payload.case === "approvalDecided");
  assert.equal(decisions.length, 1);
  assert.equal(decisions[0].payload.value.result.outcome.kind.value.note, "Not like this");
  await seat.leave();
});

test("a decision whose answer is lost on the way counts once, however often it is pressed", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const task = await set.agent.open("Worse luck");
  const id = await set.agent.ask("Decide without an answer", { taskId: task.id });
  await seat.deafen();
  let lose = true;
  await seat.context.route("**/pumpup.v1.Approvals/Decide", async (route) => {
    const response = await route.fetch();
    return lose ? route.abort() : route.fulfill({ response });
  });
  await read(seat, id);
  await decide(page, "Approve");
  await bar(page).getByRole("alert").getByText("It counts once, however often you press.").waitFor();
  lose = false;
  await confirm(page, "Approve").click();
  await page.getByRole("status").getByText("Approved · Decide without an answer").waitFor();
  const { events } = await set.agent.tasks.listEvents({ taskId: task.id });
  assert.equal(events.filter(({ payload }) => payload.case === "approvalDecided").length, 1);
  await seat.leave();
});

test("a browser that is offline says so, and catches up", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  seat.expect(/net::ERR_/);
  await set.agent.ask("Before the tunnel");
  await seen(page, "Before the tunnel");
  await seat.context.setOffline(true);
  const banner = page.getByRole("status").getByText("You are offline. What is shown may be old");
  await banner.waitFor();
  await set.agent.ask("In the tunnel");
  assert.equal(await row(page, "In the tunnel").count(), 0);
  await seat.context.setOffline(false);
  await banner.waitFor({ state: "detached" });
  await seen(page, "In the tunnel");
  await seat.leave();
});

test("the tabs of a browser share one watch, and pass it on when the one that holds it closes", async () => {
  const seat = await set.join("Ada");
  const open = streamsOf(seat.context);
  await seat.page.reload();
  const tabs = [seat.page, await seat.open("/inbox"), await seat.open("/inbox")];
  await set.agent.ask("For all tabs");
  for (const tab of tabs) await seen(tab, "For all tabs");
  assert.equal(open(WATCH).length, 1, "one for three");

  const holder = open(WATCH)[0].frame().page();
  const others = tabs.filter((tab) => tab !== holder);
  await holder.close();
  await until("another tab to watch", () => open(WATCH).length === 1);
  await set.agent.ask("For those who stay");
  for (const tab of others) await seen(tab, "For those who stay");
  assert.equal(open(WATCH).length, 1, "one for two");
  await seat.leave();
});

test("a timeline is followed only while somebody looks at it", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const open = streamsOf(seat.context);
  const task = await set.agent.open("Followed");
  const id = await set.agent.ask("Look at me", { taskId: task.id });
  await read(seat, id);
  await until("the timeline", () => open(FOLLOW).length === 1);
  await putAway(page);
  await until("no timeline behind another tab", () => open(FOLLOW).length === 0);
  await set.agent.tasks.recordAction({ idempotencyKey: newKey(), taskId: task.id, description: "While you were away" });
  await putAway(page, false);
  await page.getByText("While you were away").waitFor();
  assert.equal(open(FOLLOW).length, 1);
  await page.keyboard.press("u");
  await ending(page).or(bar(page)).waitFor({ state: "detached" });
  await until("no timeline beside the list", () => open(FOLLOW).length === 0);
  assert.equal(open(WATCH).length, 1);
  await seat.leave();
});
