// Sessions: the link that begins one, the cookie that holds it, and what is left on the page of one that has ended.
import assert from "node:assert/strict";
import { test } from "node:test";

import { row } from "./acts.js";
import { Seat } from "./browser.js";
import { ask, CALL, cookieOf } from "./byhand.js";
import { newKey } from "./callers.js";
import { linkFor, person } from "./people.js";
import { stage } from "./stage.js";

const set = stage();

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
test("the cookie is out of reach of scripts and of other sites", async () => {
  const seat = await set.join("Ada");
  const cookies = await seat.context.cookies();
  assert.equal(cookies.length, 1);
  assert.deepEqual([cookies[0].httpOnly, cookies[0].sameSite, cookies[0].path], [true, "Strict", "/"]);
  const kept = await seat.page.evaluate(() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
  assert.ok(!kept.includes(cookies[0].value) && (await seat.page.evaluate(() => document.cookie)) === "");
  await seat.leave();
});

test("signing out closes the door in every tab, and the old cookie opens it no more", async () => {
  const seat = await set.join("Ada");
  seat.expect(/status of 401/);
  await set.agent.ask("Not for the next one");
  const [first, second, third] = [seat.page, await seat.open("/inbox"), await seat.open("/tasks")];
  await row(second, "Not for the next one").waitFor();
  const cookie = await cookieOf(seat);
  await first.getByRole("button", { name: "Sign out" }).click();
  await first.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
  for (const tab of [second, third]) await tab.getByRole("status").getByText("Your session has ended.").waitFor();
  assert.equal(await row(second, "Not for the next one").count(), 0);
  assert.deepEqual(await seat.context.cookies(), []);
  await first.reload();
  await first.getByLabel("Password").waitFor();
  const { host } = new URL(set.server.origin);
  const call = { ...CALL, cookie, host, origin: set.server.origin };
  assert.equal((await ask(set.server, "/pumpup.v1.Access/WhoAmI", call)).grpc, "16");
  await seat.leave();
});

test("a session that the server ends shows the door at once, wherever one is", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const second = await ada.open("/dashboard");
  await second.getByRole("heading", { name: "Overview" }).waitFor();
  await set.admin.access.endSessions({ idempotencyKey: newKey(), personId: ada.person.id });
  for (const tab of [ada.page, second]) await tab.getByRole("status").getByText("Your session has ended.").waitFor();
  await set.admin.access.updatePerson({ idempotencyKey: newKey(), id: bob.person.id, active: false });
  await bob.page.getByRole("status").getByText("Your session has ended.").waitFor();
  await ada.leave();
  await bob.leave();
});
