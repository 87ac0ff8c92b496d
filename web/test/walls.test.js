// What another page in the same browser can do to somebody who is signed in: nothing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { create, toBinary } from "@bufbuild/protobuf";

import { ApprovalsDecideRequestSchema } from "../src/gen/pumpup/v1/approvals_pb.ts";
import { ask, CALL, cookieOf } from "./byhand.js";
import { newKey } from "./callers.js";
import { linkFor } from "./people.js";
import { stage } from "./stage.js";

const set = stage();

// The port is no part of a site: browsers send even strict cookies from one port of a host to another.
const elsewhere = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>Elsewhere</title>"));
elsewhere.listen(0, "127.0.0.1");
await once(elsewhere, "listening");
const theirs = `http://127.0.0.1:${elsewhere.address().port}`;
after(() => elsewhere.close());

const DECIDE = "/pumpup.v1.Approvals/Decide";
const isPending = async (id) => (await set.agent.approvals.getResult({ id })).state.case === "pending";

/** A whole and right decision, as it goes over the wire. */
async function decisionOn(id) {
  const { digest } = (await set.agent.approvals.get({ id })).request;
  const outcome = { kind: { case: "approve", value: {} } };
  const message = toBinary(ApprovalsDecideRequestSchema, create(ApprovalsDecideRequestSchema, { idempotencyKey: newKey(), id, digest, outcome }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return [...head, ...message];
}

/** Sends something from a page, and answers the status or what the browser said. */
const send = (page, to, options, body) =>
  page.evaluate(
    async ([to, options, body]) => {
      const sent = body && (typeof body === "string" ? body : new Uint8Array(body));
      const answer = fetch(to, { method: "POST", credentials: "include", ...options, body: sent });
      return answer.then(({ status }) => status, ({ name }) => name);
    },
    [to, options, body],
  );

test("another page can neither decide with somebody's cookie, nor read, nor sign them in as somebody else", async () => {
  const seat = await set.join("Ada");
  seat.expect(/^elsewhere: /);
  seat.expect(/CORS|ERR_FAILED|the server responded with a status of|ERR_BLOCKED_BY_RESPONSE|Cross-Origin-Opener/);
  const id = await set.agent.ask("Give me everything");
  const body = await decisionOn(id);
  const grpc = { headers: { "content-type": "application/grpc-web+proto", "x-grpc-web": "1" } };
  const plain = { headers: { "content-type": "text/plain" } };
  const page = await seat.context.newPage();
  await page.goto(theirs);
  const to = set.server.origin + DECIDE;
  assert.equal(await send(page, to, grpc, body), "TypeError", "the browser asks first, and is told no");
  assert.equal(await send(page, to, plain, body), "TypeError", "the answer is not theirs to read");
  await send(page, to, { ...plain, mode: "no-cors" }, body);
  await send(page, `${set.server.origin}/session`, { ...plain, mode: "no-cors" }, JSON.stringify({ link: "x" }));
  assert.equal(await send(page, `${set.server.origin}/pumpup.v1.Access/WhoAmI`, grpc, [0, 0, 0, 0, 0]), "TypeError");
  assert.ok(await isPending(id));

  // A form needs no script that may read, and asks nobody first.
  const other = await set.join("Mallory");
  const link = (await linkFor(set.admin, other.person)).split("#")[1];
  for (const [action, name, value] of [
    [DECIDE, Buffer.from(body).toString("latin1"), ""],
    ["/session", `{"link":"${link}","x":"`, '"}'],
  ]) {
    const lure = await seat.context.newPage();
    await lure.goto(theirs);
    const [answer] = await Promise.all([
      lure.waitForResponse((response) => response.url().endsWith(action)),
      lure.evaluate(
        ([action, name, value]) => {
          const form = document.body.appendChild(document.createElement("form"));
          Object.assign(form, { method: "post", enctype: "text/plain", action });
          Object.assign(form.appendChild(document.createElement("input")), { name, value });
          form.submit();
        },
        [set.server.origin + action, name, value],
      ),
    ]);
    assert.ok(answer.status() >= 400 && !("set-cookie" in (await answer.allHeaders())), `${action}: ${answer.status()}`);
  }
  assert.ok(await isPending(id));
  await seat.page.reload();
  await seat.page.getByRole("navigation", { name: "Workspace" }).getByText(seat.person.name).waitFor();

  assert.equal(await send(seat.page, DECIDE, grpc, body), 200, "from the page itself the same message decides");
  assert.ok(!(await isPending(id)));
  await seat.leave();
  await other.leave();
});

test("nobody can frame the page, or hold on to a window of it", async () => {
  const seat = await set.join("Ada");
  seat.expect(/^elsewhere: |frame-ancestors|X-Frame-Options|Refused to display|Cross-Origin-Opener/);
  const page = await seat.context.newPage();
  await page.goto(theirs);
  await page.evaluate(
    (to) =>
      new Promise((resolve) => {
        const frame = Object.assign(document.createElement("iframe"), { src: to, onload: resolve });
        document.body.append(frame);
      }),
    `${set.server.origin}/inbox`,
  );
  assert.match(page.frames()[1].url(), /^chrome-error:/);
  const [window] = await Promise.all([page.waitForEvent("popup"), page.evaluate((to) => void (globalThis.held = open(to)), `${set.server.origin}/inbox`)]);
  await window.getByRole("link", { name: "Sign in" }).or(window.getByRole("navigation", { name: "Workspace" })).first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.held.closed), true);
  assert.equal(await window.evaluate(() => opener), null);
  await seat.leave();
});

test("under another name the server is not there, cookie or not", async () => {
  const seat = await set.join("Ada");
  const cookie = await cookieOf(seat);
  const { port } = new URL(set.server.origin);
  const call = { ...CALL, cookie };
  const right = { host: `127.0.0.1:${port}`, origin: set.server.origin };
  assert.equal((await ask(set.server, "/inbox", { host: right.host })).status, 200);
  const called = await ask(set.server, "/pumpup.v1.Access/WhoAmI", { ...call, ...right });
  assert.ok(called.status === 200 && !["7", "16"].includes(called.grpc), "with all as it should be it is let in");
  for (const host of [`evil.example:${port}`, "127.0.0.1", `127.0.0.1.evil.example:${port}`]) {
    assert.equal((await ask(set.server, "/inbox", { host })).status, 421, host);
    const rebound = await ask(set.server, "/pumpup.v1.Access/WhoAmI", { ...call, host, origin: `http://${host}` });
    assert.ok(rebound.status >= 400 || ["7", "16"].includes(rebound.grpc), `${host}: ${rebound.status} ${rebound.grpc}`);
  }
  for (const wrong of [{ origin: theirs }, { origin: "null" }, { ...right, "sec-fetch-site": "same-site" }, { origin: undefined }]) {
    const headers = Object.fromEntries(Object.entries({ ...call, ...right, ...wrong }).filter(([, value]) => value));
    const answer = await ask(set.server, "/pumpup.v1.Access/WhoAmI", headers);
    assert.ok(answer.status >= 400 || ["7", "16"].includes(answer.grpc), `${JSON.stringify(wrong)}: ${answer.status} ${answer.grpc}`);
  }
  await seat.leave();
});
