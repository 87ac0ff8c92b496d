// A sign-in link is good once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Seat } from "./browser.js";
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
