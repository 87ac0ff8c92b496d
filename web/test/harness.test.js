// The tests' own walls: a page that does what it must not do is found out.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { test } from "node:test";

import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

/** What a page must not do, and by what it is found out. */
const MISDEEDS = [
  ["runs a script of its own", /policy: (script-src|require-trusted-types-for)|TrustedScript/, () => document.body.append(Object.assign(document.createElement("script"), { text: "1" }))],
  ["makes HTML out of a text", /policy: require-trusted-types-for|TrustedHTML/, () => (document.body.innerHTML = "<p>")],
  ["styles an element in place", /policy: style-src/, () => document.body.setAttribute("style", "color: red")],
  ["writes an error to the console", /console: told/, () => console.error("told")],
  ["throws", /error: .*thrown/, () => void setTimeout(() => { throw new Error("thrown"); })],
  ["opens a dialog", /dialog: hello/, () => void setTimeout(() => alert("hello"))],
  ["loads an image from elsewhere", /policy: img-src/, (to) => document.body.append(Object.assign(new Image(), { src: to }))],
  ["fetches from elsewhere", /policy: connect-src/, (to) => void fetch(to).catch(() => {})],
  ["goes elsewhere", /elsewhere: /, (to) => void (location.href = to)],
];

test("whatever a page does that it must not do fails the test that did it", async () => {
  const sink = createServer((_, response) => response.end("sunk")).listen(0, "127.0.0.1");
  await once(sink, "listening");
  const elsewhere = `http://127.0.0.1:${sink.address().port}/`;
  for (const [what, pattern, act] of MISDEEDS) {
    const seat = await set.join("Mallory");
    await seat.page.evaluate(act, elsewhere).catch((error) => assert.match(error.message, pattern, what));
    await until(`"${what}" to be noticed`, () => seat.wrongs.some((wrong) => pattern.test(wrong)));
    await assert.rejects(seat.leave(), /nothing went wrong/, what);
  }
  sink.close();
  sink.closeAllConnections();
});

test("the page is the server's own, under its own policy", async () => {
  const response = await fetch(`${set.server.origin}/inbox`);
  const policy = response.headers.get("content-security-policy");
  for (const wall of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    assert.ok(policy?.split("; ").includes(wall), `${wall} in ${policy}`);
  }
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
});
