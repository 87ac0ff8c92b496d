// People of the account, and browsers in which they are signed in.
import { Role } from "../src/gen/pumpup/v1/access_pb.ts";
import { Seat } from "./browser.js";
import { newKey } from "./callers.js";

export { Role };

/** Makes a person. */
export async function person(admin, name, { role = Role.REVIEWER, ...more } = {}) {
  const made = await admin.access.createPerson({ idempotencyKey: newKey(), name, role, ...more });
  return made.person;
}

/** Makes a one-time link for a person; what follows the server's address. */
export async function linkFor(admin, { id: personId }) {
  return (await admin.access.createSignInLink({ idempotencyKey: newKey(), personId })).path;
}

/** Takes a browser and signs a person in with a link, by clicking. */
export async function signedIn(browser, server, admin, someone, options) {
  const seat = await Seat.take(browser, server.origin, options);
  const page = await seat.open(await linkFor(admin, someone));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("region", { name: "Requests" }).waitFor();
  seat.page = page;
  return seat;
}
