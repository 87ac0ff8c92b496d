// Everything without a mouse: where the keys lead, where the focus is, and when keys do nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, confirm, ending, read, row } from "./acts.js";
import { Seat } from "./browser.js";
import { linkFor, person } from "./people.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";

const set = stage();

const asked = (page, summary) => page.getByRole("region", { name: "What the agent asks" }).getByText(summary).waitFor();
const search = (page) => page.getByRole("searchbox", { name: "Search" });
const note = (page) => page.getByRole("textbox", { name: "Note for the task" });
const wait = { seconds: 10n, nanos: 0 };

/** Waits until something has the focus, and can be seen to have it. */
async function focused(locator) {
  await until(`the focus on ${locator}`, () => locator.evaluate((node) => node === document.activeElement));
  const seen = await locator.evaluate((node) => {
    const outlined = (one) => one && getComputedStyle(one).outlineStyle !== "none" && getComputedStyle(one).outlineWidth !== "0px";
    // A list shows it on the row that is current; in a line of text the cursor blinks.
    return outlined(node) || outlined(document.getElementById(node.getAttribute("aria-activedescendant"))) || node.matches("input, textarea");
  });
  assert.ok(seen, `the focus can be seen on ${locator}`);
}

test("from the link to a decision without a mouse", async () => {
  const ada = await person(set.admin, "Keyboard Ada");
  const ids = [];
  for (const name of ["One", "Two", "Three"]) ids.push(await set.agent.ask(`Keys ${name}`));
  const seat = await Seat.take(set.browser, set.server.origin);
  const page = await seat.open(await linkFor(set.admin, ada));
  const press = (key) => page.keyboard.press(key);
  const list = page.getByRole("listbox", { name: "Needs me" });
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await press("Tab");
  await focused(page.getByRole("button", { name: "Sign in" }));
  await press("Enter");
  await row(page, "Keys One").waitFor();

  await press("Tab");
  await focused(page.getByRole("link", { name: "Skip to the content" }));
  await press("Enter");
  await until("the content to have the focus", () => page.getByRole("main").evaluate((node) => node === document.activeElement));

  await press("j");
  await asked(page, "Keys One");
  await focused(list);
  assert.equal(await row(page, "Keys One").getAttribute("id"), await list.getAttribute("aria-activedescendant"));
  await press("j");
  await asked(page, "Keys Two");
  await press("k");
  await asked(page, "Keys One");
  await press("x");
  assert.equal(await row(page, "Keys One").getAttribute("aria-selected"), "true");
  await press("Shift+J");
  await page.getByRole("group", { name: "Selected requests" }).getByText("2 selected").waitFor();
  await asked(page, "Keys Two");
  await press("Escape");
  await page.getByRole("group", { name: "Selected requests" }).waitFor({ state: "detached" });
  await press("Enter");
  await focused(page.getByRole("region", { name: "The request" }));
  await press("c");
  await page.getByRole("button", { name: "Let go c" }).waitFor();
  await press("c");
  await page.getByRole("button", { name: "Claim c" }).waitFor();
  await press("m");
  await focused(note(page));
  await page.keyboard.type("ajkrx");
  assert.equal(await note(page).inputValue(), "ajkrx", "letters are letters while one writes");
  await press("Control+Enter");
  await page.getByRole("region", { name: "Timeline" }).getByText("ajkrx").waitFor();
  await press("Escape");

  await press("a");
  await focused(confirm(page, "Approve"));
  await press("Escape");
  await bar(page).getByRole("button", { name: "Approve a" }).waitFor();
  await press("r");
  await focused(bar(page).getByRole("textbox", { name: /^Why not/ }));
  await page.keyboard.type("Not two");
  await press("Control+Enter");
  await page.getByRole("status").getByText("Rejected · Keys Two").waitFor();
  const { value } = (await set.agent.approvals.getResult({ id: ids[1], wait })).state;
  assert.equal(value.outcome.kind.value.note, "Not two");
  await asked(page, "Keys Three");
  await focused(list);
  await press("a");
  await focused(confirm(page, "Approve"));
  await press("Enter");
  await page.getByRole("status").getByText("Approved · Keys Three").waitFor();
  await asked(page, "Keys One");
  await press("u");
  await page.getByRole("heading", { name: "Nothing is open" }).waitFor();
  await focused(list);
  await seat.leave();
});

test("each outcome has its key", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  for (const [key, verb, kind] of [["e", "Edit and approve", "editAndApprove"], ["i", "Ask for more", "requestMoreInfo"], ["s", "Escalate", "escalate"]]) {
    const id = await set.agent.ask(`By the key ${key}`);
    await read(seat, id);
    await page.keyboard.press(key);
    await bar(page).getByRole("heading", { name: verb }).waitFor();
    await focused(bar(page).getByRole("textbox").first());
    await page.keyboard.type(`pressed ${key}`);
    await page.keyboard.press("Control+Enter");
    const { value } = (await set.agent.approvals.getResult({ id, wait })).state;
    assert.deepEqual([value.outcome.kind.case, value.outcome.kind.value.note], [kind, `pressed ${key}`]);
  }
  await seat.leave();
});

test("the search, the palette and the list of keys open by key, and give the focus back", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const id = await set.agent.ask("Behind the dialog");
  await set.agent.ask("Somewhere else");
  await read(seat, id);
  const list = page.getByRole("listbox", { name: "Needs me" });
  await page.keyboard.press("/");
  await focused(search(page));
  await page.keyboard.press("Escape");
  await list.focus();

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Next request").waitFor();
  for (const key of ["a", "j", "x", "Control+Enter"]) await page.keyboard.press(key);
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "detached" });
  await focused(list);
  await bar(page).getByRole("button", { name: "Approve a" }).waitFor();
  await asked(page, "Behind the dialog");
  assert.equal(await page.getByRole("group", { name: "Selected requests" }).count(), 0, "what lay behind was left alone");

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await focused(palette.getByRole("combobox"));
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  await focused(list);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("somewhere");
  await palette.getByRole("option", { name: /Somewhere else/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await asked(page, "Somewhere else");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("reject");
  await page.keyboard.press("Enter");
  await focused(bar(page).getByRole("textbox", { name: /^Why not/ }));
  await page.keyboard.press("Control+k");
  await page.keyboard.type(id);
  await palette.getByRole("option", { name: /Open the request with this id/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await asked(page, "Behind the dialog");
  await seat.leave();
});

test("what is typed right behind the key that opens the palette is meant for it", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  const id = await set.agent.ask("Not to be approved by chance");
  await read(seat, id);
  // One key right behind the other, with no moment between them in which anything could be loaded.
  await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    for (const [key, ctrlKey] of [["k", true], ["a", false], ["x", false], ["c", false]]) {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }));
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
    }
  });
  await page.getByRole("dialog", { name: "Find anything" }).waitFor();
  await page.keyboard.press("Escape");
  await bar(page).getByRole("button", { name: "Approve a" }).waitFor();
  await page.getByRole("button", { name: "Claim c" }).waitFor();
  assert.equal(await page.getByRole("group", { name: "Selected requests" }).count(), 0);
  assert.equal((await set.agent.approvals.getResult({ id })).state.case, "pending");
  await seat.leave();
});

test("single keys can be switched off; those with Control, and Esc, go on", async () => {
  const seat = await set.join("Ada");
  const { page } = seat;
  await page.goto(`${seat.origin}/settings`);
  const keys = page.getByRole("switch", { name: "Single keys" });
  await keys.focus();
  await page.keyboard.press("Space");
  await until("the switch to be off", async () => !(await keys.isChecked()));
  const id = await set.agent.ask("Only with Control");
  await read(seat, id);
  await row(page, "Only with Control").waitFor();
  for (const key of ["j", "a", "r", "x", "c", "m", "u", "/", "?"]) await page.keyboard.press(key);
  assert.equal(new URL(page.url()).pathname, `/inbox/${id}`);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.getByRole("group", { name: "Selected requests" }).count(), 0);
  assert.equal(await note(page).evaluate((node) => node === document.activeElement), false);

  await bar(page).getByRole("button", { name: "Approve a" }).click();
  await page.keyboard.press("Escape");
  await bar(page).getByRole("button", { name: "Approve a" }).click();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("status").getByText("Approved · Only with Control").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Find anything" }).waitFor();
  await seat.leave();
});
