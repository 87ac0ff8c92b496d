// People, keys, sessions and passwords, as an admin looks after them and as everybody does for themselves.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Seat } from "./browser.js";
import { Caller, newKey } from "./callers.js";
import { stage } from "./stage.js";

const set = stage();

const inside = (page) => page.getByRole("navigation", { name: "Workspace" }).waitFor();
const ended = (page) => page.getByRole("status").getByText("Your session has ended.").waitFor();

/** Goes to a place of the dashboard as an admin. */
async function admin(place) {
  const seat = await set.join("Admin", { role: set.Role.ADMIN });
  await seat.page.goto(`${seat.origin}/dashboard/${place}`);
  return seat;
}

test("a person is invited with a link that signs them in once", async () => {
  const seat = await admin("people");
  const { page } = seat;
  const name = `Grace ${newKey().slice(0, 8)}`;
  await page.getByRole("button", { name: "Invite a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await dialog.getByText("A name is required").waitFor();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Tags").fill("finance, tier-2");
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await dialog.getByLabel("Sign-in link").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("row").filter({ hasText: name }).getByText("tier-2").waitFor();
  await dialog.waitFor({ state: "detached" });

  const theirs = await Seat.take(set.browser, set.server.origin);
  const door = await theirs.open(link.slice(set.server.origin.length));
  await door.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(new URL(door.url()).hash, "", "the secret is gone from the address bar");
  await door.getByRole("button", { name: "Sign in" }).click();
  await inside(door);
  await door.getByRole("navigation", { name: "Workspace" }).getByText(name).waitFor();
  await theirs.leave();

  const late = await Seat.take(set.browser, set.server.origin);
  late.expect(/status of 401/);
  const shut = await late.open(link.slice(set.server.origin.length));
  await shut.getByRole("button", { name: "Sign in" }).click();
  await shut.getByRole("alert").getByText("That does not open the workspace.").waitFor();
  await shut.getByLabel("Password").waitFor();
  await late.leave();
  await seat.leave();
});

test("a key works until it is revoked", async () => {
  const seat = await admin("keys");
  const { page } = seat;
  const name = `Bot ${newKey().slice(0, 8)}`;
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const secret = await dialog.getByLabel("Secret").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  const bot = new Caller(set.server.origin, secret);
  const me = await bot.access.whoAmI({});
  assert.deepEqual([me.name, me.role], [name, set.Role.AGENT]);
  assert.ok(!(await page.content()).includes(secret), "it is shown once");

  const entry = page.getByRole("row").filter({ hasText: name });
  await entry.getByRole("button", { name: new RegExp(`^Revoke the key .* of ${name}$`) }).click();
  await dialog.getByRole("button", { name: "Revoke the key" }).click();
  await page.getByRole("status").getByText(/is revoked/).waitFor();
  await assert.rejects(bot.access.whoAmI({}), /unauthenticated/i);
  await entry.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Show \d+ that ended$/ }).click();
  await entry.getByText("Revoked").waitFor();
  await seat.leave();
});

test("a password is set, opens the door where one was, and everywhere is left at once", async () => {
  const seat = await set.join("Ada");
  const { page, person } = seat;
  const words = "correct horse battery staple";
  await page.goto(`${seat.origin}/settings`);
  await page.getByRole("button", { name: "Set a password…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New password", { exact: true }).fill("too short");
  await dialog.getByRole("button", { name: "Save the password" }).click();
  await dialog.getByText("At least 12 characters are needed; these are 9").waitFor();
  await dialog.getByLabel("New password", { exact: true }).fill(words);
  await dialog.getByLabel("New password again").fill(words);
  await dialog.getByRole("button", { name: "Save the password" }).click();
  await page.getByText("You can sign in with your name and password.").waitFor();

  const other = await Seat.take(set.browser, set.server.origin);
  other.expect(/status of 401/);
  const door = await other.open("/dashboard/projects");
  const enter = async (password) => {
    await door.getByLabel("Name or e-mail").fill(person.name);
    await door.getByLabel("Password").fill(password);
    await door.getByRole("button", { name: "Sign in" }).click();
  };
  await enter("wrong horse battery staple");
  await door.getByRole("alert").getByText("That does not open the workspace.").waitFor();
  await enter(words);
  await inside(door);
  await door.getByRole("heading", { name: "Projects", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
  await ended(door);
  await enter(words);
  await inside(door);
  await door.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
  await seat.leave();
  await other.leave();
});

test("an admin signs somebody out, and lets nobody in who was deactivated", async () => {
  const [seat, ada] = await Promise.all([admin("people"), set.join("Ada")]);
  const { page } = seat;
  const { name } = ada.person;
  await page.reload();
  await page.getByRole("button", { name: `Sign out ${name} everywhere` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("status").getByText(`${name} is signed out everywhere.`).waitFor();
  await ended(ada.page);
  await page.getByRole("button", { name: `Deactivate ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("row").filter({ hasText: name }).getByText("Deactivated").waitFor();
  await assert.rejects(set.admin.access.createSignInLink({ idempotencyKey: newKey(), personId: ada.person.id }));
  await seat.leave();
  await ada.leave();
});
