// Everything without a mouse, and what happens to single keys while one types or has switched them off.
import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const focusName = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");

test("from the list to a decision with keys alone", async () => {
  const summaries = ["First of three", "Second of three", "Third of three"];
  const ids = [];
  for (const summary of summaries) ids.push(await set.agent.ask(summary));
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.getByRole("option", { name: "First of three" }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("region", { name: "What the agent asks" }).getByText("First of three").waitFor();
  await page.keyboard.press("j");
  await page.getByRole("region", { name: "What the agent asks" }).getByText("Second of three").waitFor();
  await page.keyboard.press("k");
  await page.getByRole("region", { name: "What the agent asks" }).getByText("First of three").waitFor();

  await page.keyboard.press("r");
  const bar = page.getByRole("group", { name: "Decision" });
  const note = bar.getByRole("textbox").first();
  await until("the focus in the note", () => note.evaluate((node) => node === document.activeElement));
  await page.keyboard.type("jar of xrays"); // Letters that are keys elsewhere are letters here.
  assert.equal(await note.inputValue(), "jar of xrays");
  await page.keyboard.press("Control+Enter");
  const { state } = await set.agent.approvals.getResult({ id: ids[0], wait: { seconds: 10n, nanos: 0 } });
  assert.deepEqual([state.value.outcome.kind.case, state.value.outcome.kind.value.note], ["reject", "jar of xrays"]);

  await page.getByRole("region", { name: "What the agent asks" }).getByText("Second of three").waitFor();
  await page.keyboard.press("a");
  await until("the focus on the button that decides", async () => /goes ahead/.test(await focusName(page)));
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Approve a" }).waitFor();
  await page.keyboard.press("a");
  await until("the focus on the button that decides", async () => /goes ahead/.test(await focusName(page)));
  await page.keyboard.press("Enter");
  const second = await set.agent.approvals.getResult({ id: ids[1], wait: { seconds: 10n, nanos: 0 } });
  assert.equal(second.state.value.outcome.kind.case, "approve");
  await seat.leave();
});

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

test("single keys can be switched off, Escape and the palette stay", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/settings`);
  const keys = page.getByRole("switch", { name: /single keys|keys/i }).first();
  await keys.click();
  await page.goto(`${seat.origin}/inbox`);
  await page.getByRole("region", { name: "Requests" }).waitFor();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Find anything" }).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1, "the list of keys did not open");
  await page.keyboard.type("settings");
  await page.keyboard.press("Enter");
  await until("the settings", () => new URL(page.url()).pathname === "/settings");
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
