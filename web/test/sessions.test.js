// Sessions as a person meets them: one that ends elsewhere, and a link that is good once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Seat } from "./browser.js";
import { newKey } from "./callers.js";
import { linkFor, person } from "./people.js";
import { stage } from "./stage.js";

const set = stage();

test("who is signed out elsewhere is told, and comes back to where they were", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.ask("Still here");
  await seat.page.goto(`${seat.origin}/inbox/${id}?view=open`);
  await seat.page.getByRole("group", { name: "Decision" }).waitFor();
  await set.admin.access.endSessions({ idempotencyKey: newKey(), personId: seat.person.id });
  // Nothing is pressed: the watch ends with the session.
  await seat.page.getByText("Your session has ended. Sign in to go on where you were.").waitFor();
  assert.equal(new URL(seat.page.url()).pathname, `/inbox/${id}`);
  const { state } = await set.agent.approvals.getResult({ id });
  assert.equal(state.case, "pending");
  await seat.leave();
});

test("a sign-in link works once", async () => {
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
