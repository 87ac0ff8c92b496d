<<<<<<< HEAD
// The connection: a server that goes and comes back, a browser that is offline, and how few streams a browser holds.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, choose, confirm, decide, ending, putAway, read, row } from "./acts.js";
=======
// The connection to the server: lost and found again, one for all tabs, and a session that ends.
import assert from "node:assert/strict";
import { test } from "node:test";

>>>>>>> w4
import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

<<<<<<< HEAD
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
=======
/** The row of a request, let in if it waits behind the button for what is new. */
const row = (page, summary) =>
  until(`"${summary}" in the list`, async () => {
    const fresh = page.getByRole("button", { name: /^\d+ new$/ });
    if (await fresh.isVisible()) await fresh.click();
    return page.getByRole("option", { name: summary }).isVisible();
  });

test("a server that is killed and started again is found again, and nothing is missed", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const before = await set.agent.ask("Asked before");
  await row(page, "Asked before");
  await page.getByRole("option", { name: "Asked before" }).click();
  await page.getByRole("group", { name: "Decision" }).waitFor();

  seat.expect(/net::ERR_|Failed to fetch/);
  await set.server.stop("SIGKILL");
  await page.getByText("The connection was lost. Reconnecting…").first().waitFor();
  await page.getByRole("option", { name: "Asked before" }).waitFor();

  // What one presses meanwhile is not lost either: it says so, and can be pressed again.
  const bar = page.getByRole("group", { name: "Decision" });
  await bar.getByRole("button", { name: /^Approve\b/ }).click();
  const approve = bar.getByRole("button", { name: /^Approve.*goes ahead/ });
  await approve.click();
  await bar.getByRole("alert").getByText("The server can't be reached.").waitFor();

  await set.server.start();
  const after = await set.agent.ask("Asked after");
  await page.getByText("The connection was lost. Reconnecting…").first().waitFor({ state: "hidden" });
  await row(page, "Asked after");
  await approve.click();
  const { state } = await set.agent.approvals.getResult({ id: before, wait: { seconds: 10n, nanos: 0 } });
  assert.equal(state.value?.outcome.kind.case, "approve");
  assert.ok(after);
  await seat.leave();
});

test("several tabs share one watch of the inbox", async () => {
  const seat = await set.join("Ada");
  const watches = new Set();
  const other = await seat.open("/inbox");
  await other.getByRole("region", { name: "Requests" }).waitFor();
  const third = await seat.open("/tasks");
  await third.getByRole("main").waitFor();
  seat.context.on("request", (request) => request.url().endsWith("/Inbox/Watch") && watches.add(request));
  await set.agent.ask("Heard in every tab");
  await row(seat.page, "Heard in every tab");
  await row(other, "Heard in every tab");
  assert.equal(watches.size, 0, "no tab opened a further one for it");
  // The tab that watched goes; another one takes over.
  await seat.page.close();
  await set.agent.ask("Heard afterwards");
  await row(other, "Heard afterwards");
  await seat.leave();
});

test("who is signed out elsewhere is told, and comes back to where they were", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.ask("Still here");
  await seat.page.goto(`${seat.origin}/inbox/${id}?view=open`);
  await seat.page.getByRole("group", { name: "Decision" }).waitFor();
  await set.admin.access.endSessions({ idempotencyKey: newKey(), personId: seat.person.id });
  const bar = seat.page.getByRole("group", { name: "Decision" });
  // The watch ends with the session; whichever hears of it first.
  await until("the door", async () => {
    if (await bar.isVisible()) await bar.getByRole("button", { name: /^Approve/ }).first().click({ timeout: 1_000 }).catch(() => {});
    return seat.page.getByText("Your session has ended. Sign in to go on where you were.").isVisible();
  }, 45_000);
  assert.equal(new URL(seat.page.url()).pathname, `/inbox/${id}`);
  const { state } = await set.agent.approvals.getResult({ id });
  assert.equal(state.case, "pending");
  await seat.leave();
});

test("a sign-in link works once", async () => {
  const { linkFor, person } = await import("./people.js");
  const { Seat } = await import("./browser.js");
  const someone = await person(set.admin, `Once ${newKey().slice(0, 8)}`);
  const link = await linkFor(set.admin, someone);
  const seat = await Seat.take(set.browser, set.server.origin);
  const page = await seat.open(link);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(new URL(page.url()).hash, "", "the secret leaves the address bar at once");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("region", { name: "Requests" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
  seat.expect(/status of 40[13]/);
  await page.goto("about:blank");
  await page.goto(seat.origin + link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByRole("region", { name: "Requests" }).count(), 0);
>>>>>>> w4
  await seat.leave();
});
