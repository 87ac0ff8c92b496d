// Other sites, seen from a browser in which somebody is signed in (U04): they can't act, read, frame or sign in as anybody.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { toBinary, create } from "@bufbuild/protobuf";

import { ApprovalsDecideRequestSchema } from "../src/gen/pumpup/v1/approvals_pb.ts";
import { newKey } from "./callers.js";
import { linkFor, person } from "./people.js";
import { stage } from "./stage.js";

const set = stage();

let site;
let elsewhere;
before(async () => {
  site = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>elsewhere</title>")).listen(0, "127.0.0.1");
  await once(site, "listening");
  // Another port of the same host: the same site for cookies, another origin for everything else.
  elsewhere = `http://127.0.0.1:${site.address().port}`;
});
after(() => {
  site?.close();
  site?.closeAllConnections();
});

/** A page of another site, in the browser of somebody who is signed in. */
async function visit(seat) {
  seat.expect(/^elsewhere: |console: |policy: /);
  const page = await seat.context.newPage();
  await page.goto(elsewhere);
  return page;
}

/** The decision as gRPC-Web has it on the wire. */
function framed(id) {
  const outcome = { kind: { case: "approve", value: {} } };
  const message = toBinary(ApprovalsDecideRequestSchema, create(ApprovalsDecideRequestSchema, { idempotencyKey: newKey(), id, outcome }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return [...Buffer.concat([head, message])];
}

test("another site can't decide, whatever kind of request it sends", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.ask("Not from elsewhere");
  const page = await visit(seat);
  const types = ["application/grpc-web+proto", "application/grpc-web-text", "application/grpc", "application/json", "text/plain", "application/x-www-form-urlencoded"];
  for (const type of types) {
    for (const mode of ["cors", "no-cors"]) {
      await page.evaluate(
        async ([to, type, mode, bytes]) => {
          const headers = { "content-type": type };
          await fetch(to, { method: "POST", mode, credentials: "include", headers, body: new Uint8Array(bytes) }).catch(() => {});
        },
        [`${seat.origin}/pumpup.v1.Approvals/Decide`, type, mode, framed(id)],
      );
    }
  }
  await page.evaluate((to) => {
    const form = Object.assign(document.createElement("form"), { action: to, method: "post", enctype: "text/plain", target: "_blank" });
    document.body.append(form);
    form.submit();
  }, `${seat.origin}/pumpup.v1.Approvals/Decide`);
  const { state } = await set.agent.approvals.getResult({ id });
  assert.equal(state.case, "pending");
  // The same message from the page itself is heard: what was refused above was who asked.
  const heard = await seat.page.evaluate(
    async ([to, bytes]) => {
      const headers = { "content-type": "application/grpc-web+proto", "x-grpc-web": "1" };
      return (await fetch(to, { method: "POST", headers, body: new Uint8Array(bytes) })).headers.get("grpc-status") ?? "0";
    },
    ["/pumpup.v1.Approvals/Decide", framed(id)],
  );
  assert.equal(heard, "0");
  const after = await set.agent.approvals.getResult({ id, wait: { seconds: 10n, nanos: 0 } });
  assert.equal(after.state.case, "decided");
  await seat.leave();
});

test("another site can't read what is on the page, nor what the server answers", async () => {
  const seat = await set.join("Ada");
  const page = await visit(seat);
  for (const path of ["/", "/inbox", "/session/methods", "/pumpup.v1.Access/WhoAmI"]) {
    const read = await page.evaluate(async (to) => {
      const answer = await fetch(to, { credentials: "include" }).catch(() => undefined);
      return answer && (await answer.text());
    }, seat.origin + path);
    assert.equal(read, undefined, path);
  }
  await seat.leave();
});

test("another site can't put the page into a frame", async () => {
  const seat = await set.join("Ada");
  const page = await visit(seat);
  await page.evaluate((to) => document.body.append(Object.assign(document.createElement("iframe"), { src: to })), `${seat.origin}/inbox`);
  const frame = page.frameLocator("iframe");
  await page.waitForLoadState("load");
  assert.equal(await frame.getByRole("main").count(), 0);
  await seat.leave();
});

test("another site can't sign a browser in, or out", async () => {
  const seat = await set.join("Ada");
  const link = (await linkFor(set.admin, await person(set.admin, `Mallory ${newKey().slice(0, 8)}`))).split("#")[1];
  const page = await visit(seat);
  for (const [method, body] of [["POST", JSON.stringify({ link })], ["DELETE", undefined]]) {
    for (const type of ["application/json", "text/plain"]) {
      for (const mode of ["cors", "no-cors"]) {
        await page.evaluate(
          async ([to, method, body, type, mode]) => {
            await fetch(to, { method, body, mode, credentials: "include", headers: { "content-type": type } }).catch(() => {});
          },
          [`${seat.origin}/session`, method, body, type, mode],
        );
      }
    }
  }
  await seat.page.reload();
  await seat.page.getByRole("region", { name: "Requests" }).waitFor();
  await seat.page.getByText(seat.person.name, { exact: true }).first().waitFor();
  await seat.leave();
});

test("the session's cookie is out of the page's reach", async () => {
  const seat = await set.join("Ada");
  assert.equal(await seat.page.evaluate(() => document.cookie), "");
  const cookies = await seat.context.cookies();
  assert.equal(cookies.length, 1);
  assert.deepEqual([cookies[0].httpOnly, cookies[0].sameSite, cookies[0].path], [true, "Strict", "/"]);
  const kept = await seat.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!kept.includes(cookies[0].value));
  await seat.leave();
});
