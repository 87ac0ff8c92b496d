// What a first visit loads: under 100 kB of script, as it comes over the wire.
import assert from "node:assert/strict";
import { test } from "node:test";

import { stage } from "./stage.js";

const set = stage();

test("the first load is under 100 kB of compressed script", async () => {
  const page = await (await fetch(set.server.origin)).text();
  const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path);
  assert.ok(scripts.length > 0);
  const sizes = await Promise.all(
    scripts.map(async (path) => {
      // HEAD, so that nothing unpacks it on the way.
      const { headers } = await fetch(set.server.origin + path, { method: "HEAD", headers: { "accept-encoding": "gzip" } });
      assert.equal(headers.get("content-encoding"), "gzip", path);
      return Number(headers.get("content-length"));
    }),
  );
  const sum = sizes.reduce((all, size) => all + size, 0);
  assert.ok(sum > 0 && sum < 100_000, `${sum} bytes`);
});
