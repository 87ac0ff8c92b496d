// Browsers for the tests: one Chromium, and pages that tell on themselves. Whatever a page complains of, whatever the content
// security policy stops, and whatever is asked of another origin fails the test that looked away.
import assert from "node:assert/strict";

import { chromium } from "playwright-core";

import { standIn } from "./page.js";
import { PATIENCE } from "./patience.js";

/** Starts Chromium. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.PUMPUP_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
}

/** A browser of one person: a context of its own, with what went wrong in it. */
export class Seat {
  /** What went wrong, in the order in which it did. */
  wrongs = [];
  #ignored = [];

  static async take(browser, origin, options = {}) {
    const seat = new Seat();
    seat.origin = origin;
    seat.context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
    seat.context.setDefaultTimeout(PATIENCE);
    await standIn(seat.context, origin);
    await seat.context.exposeBinding("__tell", (_, what) => seat.wrongs.push(what));
    await seat.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        globalThis.__tell(`policy: ${event.violatedDirective} stopped ${event.blockedURI} ${event.sample}`);
      });
    });
    seat.context.on("page", (page) => seat.#heed(page));
    seat.context.on("request", (request) => {
      const { protocol, origin: to } = new URL(request.url());
      if (!["data:", "blob:"].includes(protocol) && to !== origin) seat.wrongs.push(`elsewhere: ${request.url()}`);
    });
    return seat;
  }

  #heed(page) {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.wrongs.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.wrongs.push(`error: ${error.stack ?? error.message}`));
    page.on("dialog", (dialog) => {
      this.wrongs.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  /** What a test brings about on purpose is not held against the page. */
  expect(pattern) {
    this.#ignored.push(pattern);
  }

  /** Keeps what happens elsewhere from being heard by whatever is opened from now on: no watch gets through. */
  async deafen() {
    for (const watch of ["**/pumpup.v1.Inbox/Watch", "**/pumpup.v1.Tasks/WatchEvents"]) {
      await this.context.route(watch, (route) => route.abort());
    }
    this.expect(/net::ERR_FAILED/);
  }

  /** Opens a place on the page. */
  async open(path) {
    const page = await this.context.newPage();
    await page.goto(this.origin + path);
    return page;
  }

  /** Closes it, and fails if anything went wrong in it. */
  async leave() {
    await this.context.close();
    const wrongs = this.wrongs.filter((wrong) => !this.#ignored.some((pattern) => pattern.test(wrong)));
    assert.deepEqual(wrongs, [], "nothing went wrong in the browser");
  }
}
