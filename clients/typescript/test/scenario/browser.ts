// Plays the scenario in Chromium, each act on a page of the server that it is about: browsers let no other pages call a server.
// The page and its script are served from here, under the server's own origin; everything else goes to the server.
import { build } from "esbuild";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";

import { bridge } from "./bridge.js";
import type { Given } from "./page.js";
import { ask, say, table, variable } from "./stage.js";

const PAGE = "/player/"; // No path of a server.
const url = variable("PUMPUP_URL");
const apiKey = variable("PUMPUP_API_KEY");

const bundle = await build({
  entryPoints: [new URL("page.js", import.meta.url).pathname],
  bundle: true,
  platform: "browser",
  format: "iife",
  write: false,
});
const script = bundle.outputFiles[0]!.text;

const browser = await chromium.launch({
  executablePath: process.env.PUMPUP_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});

/** A page of a server, with the player in it. */
async function open(origin: string): Promise<Page> {
  const page = await browser.newPage();
  page.on("console", (message) => process.stderr.write(`${message.text()}\n`));
  page.on("pageerror", (error) => process.stderr.write(`${error.stack}\n`));
  await page.exposeFunction("say", say);
  await page.exposeFunction("ask", ask);
  await page.exposeFunction("at", at);
  await page.route(`${origin}${PAGE}*`, (route) => {
    const isScript = route.request().url().endsWith(".js");
    const body = isScript
      ? script
      : "<!doctype html><title>The player</title><script>var stage = { say, ask, at };</script><script src=player.js></script>";
    return route.fulfill({ contentType: isScript ? "text/javascript" : "text/html; charset=utf-8", body });
  });
  await page.goto(origin + PAGE);
  return page;
}

/** The pages of other servers, each opened once. */
const pages = new Map<string, Promise<Page>>();

async function at(origin: string, act: string, arg?: unknown): Promise<unknown> {
  if (!pages.has(origin)) {
    const opened = open(origin);
    // The puppet speaks gRPC alone, so its page's calls are put into that on their way.
    const isPuppet = act === "twice" || act === "refused";
    pages.set(origin, isPuppet ? opened.then(async (page) => (await bridge(page, origin), page)) : opened);
  }
  const page = await pages.get(origin)!;
  return page.evaluate("((call) => act(...call))(" + JSON.stringify([act, apiKey, arg]) + ")");
}

const given: Given = {
  url,
  apiKey,
  adminKey: variable("PUMPUP_ADMIN_KEY"),
  form: table("form.json"),
  reasons: table("reasons.json"),
  skips: { tls: "a page trusts what its browser trusts; it cannot be given a CA" },
};

try {
  const page = await open(url);
  await page.evaluate(`playHere(${JSON.stringify(given)})`);
} finally {
  await browser.close();
}
process.stdin.destroy();
