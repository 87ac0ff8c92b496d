// A form without a mouse, and that the focus is seen wherever it is. The keys themselves are tested in keys.test.js.
import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const focusName = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");

test("a form is filled in with keys alone", async () => {
  const field = (id, kind, value = {}) => ({ id, label: id, required: true, kind: { case: kind, value } });
  const id = await set.agent.elicit("By keys", {
    fields: [
      field("line", "text"),
      field("one", "select", { options: ["a", "b", "c"] }),
      field("some", "multiselect", { options: ["x", "y"] }),
      field("scale", "slider", { min: 0, max: 4, step: 1 }),
      field("yes", "switch"),
    ],
  });
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/inbox/${id}?view=open`);
  const line = page.getByLabel("line", { exact: true });
  await line.waitFor();
  await line.focus();
  await page.keyboard.type("typed");
  await page.keyboard.press("Enter");
  assert.equal((await set.agent.elicitations.getResult({ id })).state.case, "pending", "Enter in a line sends nothing");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  const { state } = await set.agent.elicitations.getResult({ id, wait: { seconds: 10n, nanos: 0 } });
  const { answers } = state.value;
  assert.deepEqual(
    [answers.line.kind.value, answers.one.kind.value, answers.some.kind.value.options, answers.scale.kind.value, answers.yes.kind.value],
    ["typed", "b", ["y"], 1, true],
  );
  await seat.leave();
});

test("wherever the focus is, it is seen", async () => {
  const id = await set.agent.ask("Seen");
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/inbox/${id}?view=open`);
  await page.getByRole("group", { name: "Decision" }).waitFor();
  const unseen = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    const held = await page.evaluateHandle(() => document.activeElement);
    if (await held.evaluate((node) => !node || node === document.body)) continue;
    const look = () => page.screenshot({ animations: "disabled" });
    const focused = await look();
    await held.evaluate((node) => node.blur());
    if (focused.equals(await look())) unseen.push(await held.evaluate((node) => node.outerHTML.slice(0, 120)));
    await held.evaluate((node) => node.focus());
  }
  assert.deepEqual(unseen, []);
  await seat.leave();
});
