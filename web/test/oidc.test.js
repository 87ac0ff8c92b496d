// Signing in with OpenID Connect, by clicking, at a real provider.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { launch, Seat } from "./browser.js";
import { Caller } from "./callers.js";
import { person } from "./people.js";
import { CLIENT, Provider } from "./provider.js";
import { Server } from "./server.js";

const SECRET = "a secret: 100% + more";

for (const secret of [undefined, SECRET]) {
  describe(secret ? "a client with a secret" : "a public client", () => {
    let provider, server, browser, seat;

    before(async () => {
      provider = await Provider.start();
      const flags = ["--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT, "--oidc-name", "the house"];
      browser = await launch();
      server = await Server.start(flags, secret && { PUMPUP_OIDC_CLIENT_SECRET: secret });
      provider.takes(server.origin, secret);
      const admin = new Caller(server.origin, await server.key("admin"));
      await person(admin, "Jane Roe", { email: "jane@example.com" });
      await person(admin, "Mallory", { email: "mallory@example.com" });
      provider.unverified.add("mallory@example.com");
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      provider?.close();
    });
    afterEach(() => seat?.leave());

    /** Somebody at the provider, sent there by the sign-in page. */
    async function atTheProvider() {
      seat = await Seat.take(browser, server.origin);
      // That the browser goes there is the point; it asks nothing else of it.
      seat.expect(new RegExp(`^elsewhere: ${provider.issuer}/(auth|door)`));
      const page = await seat.open("/inbox");
      await page.getByRole("link", { name: "Sign in with the house" }).click();
      await page.waitForURL(`${provider.issuer}/door/*`);
      return page;
    }

    async function enter(page, email) {
      await page.getByLabel("E-mail").fill(email);
      await page.getByRole("button", { name: "Enter" }).click();
    }

    async function isRefused(page) {
      await page.waitForURL(`${server.origin}/sign-in?refused=1`);
      await page.getByRole("alert").getByText("The sign-in did not succeed.").waitFor();
      assert.deepEqual(await seat.context.cookies(server.origin), [], "no session, and no trace of the try");
    }

    test("whoever the provider vouches for lands in their inbox", async () => {
      const page = await atTheProvider();
      await enter(page, "jane@example.com");
      await page.waitForURL(`${server.origin}/inbox`);
      await page.getByRole("navigation", { name: "Workspace" }).getByText("Jane Roe").waitFor();
      const [cookie, ...others] = await seat.context.cookies(server.origin);
      assert.deepEqual(others, [], "what had begun is forgotten");
      assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Strict"]);
    });

    test("somebody the account does not know is refused", async () => {
      const page = await atTheProvider();
      await enter(page, "nobody@example.com");
      await isRefused(page);
      assert.match(server.log, /a sign-in with OpenID Connect did not succeed.*e-mail address/);
    });

    test("an address that is not verified is nobody's", async () => {
      const page = await atTheProvider();
      await enter(page, "mallory@example.com");
      await isRefused(page);
    });

    test("whoever turns round at the provider is back at the door", async () => {
      const page = await atTheProvider();
      await page.getByRole("button", { name: "Leave" }).click();
      await isRefused(page);
      assert.match(server.log, /access_denied/);
    });
  });
}
