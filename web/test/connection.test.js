// The connection to the server: lost and found again, one for all tabs, and a session that ends.
import assert from "node:assert/strict";
import { test } from "node:test";

import { newKey } from "./callers.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

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
  await seat.leave();
});
