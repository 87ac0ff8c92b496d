// Everything a test of the page needs: a server, an agent, an admin, and one Chromium for all tests of the file.
import { after, before } from "node:test";

import { launch } from "./browser.js";
import { Caller, newKey } from "./callers.js";
import { person, Role, signedIn } from "./people.js";
import { Server } from "./server.js";

/** Sets the stage before the tests of a file, and what else it needs after that; clears it after them. */
export function stage({ flags = [], also = async () => {} } = {}) {
  const set = {
    /** Makes a person and signs them in in a browser of their own; the test has to leave it. */
    async join(name, { viewport, colorScheme, ...more } = {}) {
      const someone = await person(set.admin, `${name} ${newKey().slice(0, 8)}`, more);
      const options = { ...(viewport && { viewport }), ...(colorScheme && { colorScheme }) };
      const seat = await signedIn(set.browser, set.server, set.admin, someone, options);
      return Object.assign(seat, { person: someone });
    },
    Role,
  };
  before(async () => {
    [set.server, set.browser] = await Promise.all([Server.start(flags), launch()]);
    set.admin = new Caller(set.server.origin, await set.server.key("admin"));
    set.agent = new Caller(set.server.origin, await set.server.key("agent"));
    await also(set);
  });
  after(async () => {
    await set.browser?.close();
    await set.server?.close();
  });
  return set;
}
