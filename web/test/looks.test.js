// How every page looks, at three widths, light and dark: pictures in test/screens for whoever wants to see, no violation that
// axe knows of, and nothing wider than the window.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { accessible } from "./axe.js";
import { Seat } from "./browser.js";
import { linkFor, person, Role } from "./people.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";
import { furnish } from "./world.js";

const SCREENS = fileURLToPath(new URL("screens/", import.meta.url));
const WIDTHS = [390, 820, 1440];
const THEMES = ["light", "dark"];

let at;
const set = stage({
  async also(set) {
    await mkdir(SCREENS, { recursive: true });
    at = await furnish(set);
  },
});

/** Every page, and what is done on it before it is looked at. */
const PAGES = {
  inbox: [() => "/inbox?view=open"],
  approval: [() => `/inbox/${at.approval}?view=open`],
  deciding: [() => `/inbox/${at.approval}?view=open`, (page) => page.getByRole("group", { name: "Decision" }).getByRole("button", { name: /^Reject/ }).click()],
  form: [() => `/inbox/${at.form}?view=open`, (page) => page.getByRole("form", { name: "Answers" }).waitFor()],
  "form-faults": [
    () => `/inbox/${at.form}?view=open`,
    async (page) => {
      await page.getByRole("button", { name: "Send answers" }).click();
      await page.getByRole("form", { name: "Answers" }).getByRole("alert").waitFor();
    },
  ],
  decided: [() => `/inbox/${at.decided}?view=done`],
  withdrawn: [() => `/inbox/${at.withdrawn}?view=done`],
  done: [() => "/inbox?view=done"],
  "all-clear": [() => "/inbox?view=mine"],
  "no-such-request": [() => "/inbox/00000000-0000-7000-8000-000000000000"],
  tasks: [() => "/tasks"],
  task: [() => `/tasks/${at.task}`],
  story: [() => `/tasks/${at.story}`],
  overview: [() => "/dashboard"],
  projects: [() => "/dashboard/projects"],
  project: [() => `/dashboard/projects/${at.project}`],
  "new-project": [() => "/dashboard/projects/new"],
  people: [() => "/dashboard/people"],
  keys: [() => "/dashboard/keys"],
  settings: [() => "/settings"],
  nowhere: [() => "/nowhere"],
  help: [() => "/inbox?view=open", (page) => page.keyboard.press("?")],
  palette: [() => "/inbox?view=open", (page) => page.keyboard.press("Control+k")],
};

async function settle(page) {
  await page.getByRole("main").waitFor();
  await until("the page to have loaded", async () => !(await page.getByText(/^(Loading|Signing in|Looking|Reading).*…$/).first().isVisible()));
  // What moves has come to rest.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
}

async function look(seat, name, width, theme) {
  await settle(seat.page);
  const wider = await seat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await seat.page.screenshot({ path: `${SCREENS}${name}-${width}-${theme}.png` });
  assert.ok(wider <= 0, `${name} is ${wider} px wider than the window of ${width}`);
  await accessible(seat.page, `${name} at ${width}, ${theme}`);
}

for (const theme of THEMES) {
  for (const width of WIDTHS) {
    test(`every page at ${width}, ${theme}`, async (t) => {
      const options = { viewport: { width, height: width < 500 ? 844 : 900 }, colorScheme: theme };
      const stranger = await Seat.take(set.browser, set.server.origin, options);
      stranger.page = await stranger.open("/inbox");
      await t.test("sign-in", async () => {
        await stranger.page.getByRole("heading", { name: "Pump Up workspace" }).waitFor();
        await look(stranger, "sign-in", width, theme);
      });
      await t.test("invited", async () => {
        const link = await linkFor(set.admin, await person(set.admin, `Invited ${width} ${theme}`));
        await stranger.page.goto(stranger.origin + link);
        await stranger.page.getByRole("button", { name: "Sign in" }).waitFor();
        await look(stranger, "invited", width, theme);
      });
      await stranger.leave();

      const seat = await set.join("Ada Lovelace", { role: Role.ADMIN, ...options });
      for (const [name, [path, act]] of Object.entries(PAGES)) {
        await t.test(name, async () => {
          await seat.page.goto(seat.origin + path());
          await settle(seat.page);
          await act?.(seat.page);
          await look(seat, name, width, theme);
        });
      }
      await seat.leave();
    });
  }
}
