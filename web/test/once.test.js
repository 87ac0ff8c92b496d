// Once is once, and nothing is thrown away by a slip of the hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./acts.js";
import { newKey } from "./callers.js";
import { linkFor, person, Role } from "./people.js";
import { stage } from "./stage.js";

const set = stage();

test("a note whose answer was lost is pressed again and stands once", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const task = await set.agent.open("Noted once");
  await read(seat, await set.agent.ask("May I?", { taskId: task.id }));
  seat.expect(/net::ERR_/);
  // The server hears the first one; nobody hears the server.
  await page.route("**/pumpup.v1.Tasks/AddNote", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole("textbox", { name: "Note for the task" }).fill("Call the customer first.");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("alert").getByText("The server can't be reached.").waitFor();
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("alert").waitFor({ state: "detached" });
  const { events } = await set.agent.tasks.listEvents({ taskId: task.id });
  assert.equal(events.filter(({ payload }) => payload.case === "note").length, 1);
  await seat.leave();
});

test("a drag that ends beside a dialog does not close it, and neither does a click where words would be lost", async () => {
  const seat = await set.join("Ada", { role: Role.ADMIN });
  const { page } = seat;
  await page.goto(`${seat.origin}/dashboard/people`);
  await page.getByRole("button", { name: "Invite a person" }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByRole("textbox").first();
  await name.fill("Somebody with a long name");
  const box = await name.boundingBox();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await page.mouse.click(5, 5);
  assert.equal(await name.inputValue(), "Somebody with a long name");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await seat.leave();
});

test("a link that is opened while somebody is signed in asks first", async () => {
  const seat = await set.join("Ada");
  const jane = await person(set.admin, `Jane ${newKey().slice(0, 8)}`);
  const path = await linkFor(set.admin, jane);
  const { page } = seat;
  await page.goto(seat.origin + path);
  await page.getByText("Sign in with this link instead?").waitFor();
  await page.getByRole("button", { name: /^Stay signed in as/ }).click();
  await page.getByRole("navigation", { name: "Workspace" }).getByText(seat.person.name).waitFor();
  await page.goto("about:blank");
  await page.goto(seat.origin + path);
  await page.getByRole("button", { name: "Sign in with this link" }).click();
  await page.getByRole("navigation", { name: "Workspace" }).getByText(jane.name).waitFor();
  seat.expect(/status of 401/);
  await seat.leave();
});
