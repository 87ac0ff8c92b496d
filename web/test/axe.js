// Accessibility as axe sees it. It is put in past the page's policy, as a debugger would: the policy itself stays up.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails if axe finds anything against WCAG 2.2 AA or its own good practice. */
export async function accessible(page, what) {
  const debuggee = await page.context().newCDPSession(page);
  const { exceptionDetails } = await debuggee.send("Runtime.evaluate", { expression: `${source};0` });
  assert.equal(exceptionDetails, undefined, "axe itself runs");
  await debuggee.detach();
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target}: ${failureSummary}`));
  });
  assert.deepEqual(violations, [], what);
}
