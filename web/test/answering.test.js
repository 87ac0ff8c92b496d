// Elicitations: the seeds' form, every kind of field, suggestions, drafts, faults, and two people at once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { stage } from "./stage.js";

const set = stage();

const field = (id, kind, value = {}, more = {}) => ({ id, label: id, kind: { case: kind, value }, ...more });
const bid = (fieldId, kind, value, more = {}) => ({ fieldId, value: { kind: { case: kind, value } }, ...more });

/** The answers as the agent reads them, by field. */
async function answersTo(id) {
  const { state } = await set.agent.elicitations.getResult({ id, wait: { seconds: 10n, nanos: 0 } });
  assert.equal(state.case, "answered");
  const value = ({ kind }) => (kind.case === "multiselect" ? kind.value.options : kind.value);
  return Object.fromEntries(Object.entries(state.value.answers).map(([field, answer]) => [field, value(answer)]));
}

async function isPending(id) {
  const { state } = await set.agent.elicitations.getResult({ id });
  return state.case === "pending";
}

/** Opens a request and answers its form. */
async function show(seat, id, { deaf = false } = {}) {
  if (deaf) await seat.deafen();
  await seat.page.goto(`${seat.origin}/inbox/${id}`);
  const form = seat.page.getByRole("form", { name: "Answers" });
  await form.waitFor();
  return form;
}

const send = (form) => form.getByRole("button", { name: "Send answers" }).click();

test("the seeds' form is filled in by clicking, and the agent reads the answers", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("Need a couple of details on the incident", {
    fields: [
      field("incident_date", "dateField", {}, { label: "Incident date", required: true }),
      field("coverage_type", "select", { options: ["collision", "comprehensive"] }, { label: "Coverage", required: true }),
    ],
    recommendation: [bid("coverage_type", "select", "comprehensive", { confidence: 0.92, rationale: "Hail damage pattern." })],
  });
  await seat.page.getByRole("option", { name: "Need a couple of details" }).click();
  const form = seat.page.getByRole("form", { name: "Answers" });
  await form.getByLabel("Incident date").fill("2026-05-14");
  const coverage = form.getByRole("radiogroup", { name: "Coverage" });
  assert.ok(await coverage.getByRole("radio", { name: "comprehensive" }).isChecked(), "the suggestion fills it in");
  await coverage.getByText("Suggested, 92 % sure").waitFor();
  await coverage.getByText("Why, in the agent's words").click();
  await coverage.getByText("Hail damage pattern.").waitFor();
  await send(form);
  assert.deepEqual(await answersTo(id), { incident_date: "2026-05-14", coverage_type: "comprehensive" });
  await seat.page.getByRole("status").getByText(/Answered · Need a couple/).waitFor();
  await seat.leave();
});

const colours = ["red", "grün", "青"];
const many = Array.from({ length: 40 }, (_, index) => `Option ${index + 1}`);

test("every kind of field is answered with its own control", async () => {
  const seat = await set.join("Ada");
  const required = { required: true };
  const id = await set.agent.elicit("All of it", {
    fields: [
      field("line", "text", {}, required),
      field("mail", "text", { format: 1 }, required),
      field("phone", "text", { format: 2 }, required),
      field("url", "text", { format: 3 }, required),
      field("words", "textArea", { maxLength: 10 }, required),
      field("amount", "number", { min: -1e300, max: 100 }, required),
      field("pieces", "number", { integerOnly: true, min: 0 }, required),
      field("scale", "slider", { min: 0.1, max: 0.7, step: 0.2 }, required),
      field("share", "slider", { min: 0, max: 1 }, required),
      field("one", "select", { options: colours }, required),
      field("listed", "select", { options: many }, required),
      field("some", "multiselect", { options: colours }, required),
      field("sought", "multiselect", { options: many }, required),
      field("day", "dateField", { min: "2024-02-29", max: "2030-01-01" }, required),
      field("clock", "time", { min: "08:00", max: "17:30" }, required),
      field("fine", "time", { min: "08:00:00.0001", max: "" }, required),
      field("moment", "dateTime", { min: "2024-02-29T08:00:00", max: "" }, required),
      field("yes", "switch", {}, required),
      field("no", "switch", {}, required),
      field("open", "switch"),
      field("empty", "slider", { min: 0, max: 10 }),
    ],
  });
  const form = await show(seat, id);
  const labelled = (label) => form.getByLabel(label, { exact: true });
  await labelled("line").fill("  Jane 🦀 ");
  await labelled("mail").fill("jane@example.com");
  await labelled("phone").fill("+49 30 123456");
  await labelled("url").fill("https://example.com/a");
  await labelled("words").fill("a\nb 🦀");
  await labelled("amount").fill("-31.245270191439438");
  await labelled("pieces").fill("007");
  const scale = form.getByRole("slider", { name: "scale" });
  assert.equal(await scale.getAttribute("aria-valuetext"), "Not answered");
  await scale.press("End");
  await scale.press("ArrowLeft");
  assert.equal(await scale.getAttribute("aria-valuetext"), "0.5");
  await form.getByRole("textbox", { name: "share, exact number" }).fill("0.123456");
  await form.getByRole("radio", { name: "grün" }).check();
  await labelled("listed").selectOption("Option 33");
  await form.getByRole("group", { name: "some" }).getByRole("checkbox", { name: "青" }).check();
  await form.getByRole("group", { name: "some" }).getByRole("checkbox", { name: "red" }).check();
  await form.getByRole("searchbox", { name: /sought/ }).fill("option 3");
  await form.getByRole("checkbox", { name: "Option 33" }).check();
  await form.getByRole("searchbox", { name: /sought/ }).fill("option 1");
  await form.getByRole("checkbox", { name: "Option 1", exact: true }).check();
  await form.getByText("2 chosen, 1 of them not shown").waitFor();
  await labelled("day").fill("2024-02-29");
  await labelled("clock").fill("17:30");
  await labelled("fine").fill("08:00:00.00015");
  await labelled("moment").fill("2026-05-01T09:30:15");
  await form.getByRole("switch", { name: "yes" }).click();
  assert.equal(await form.getByText("No, unless you switch it on").count(), 1, "the required switch that is left alone");
  assert.equal(await form.getByText("Not answered", { exact: true }).count(), 1, "the one that need not be answered");
  await send(form);
  assert.deepEqual(await answersTo(id), {
    line: "  Jane 🦀 ",
    mail: "jane@example.com",
    phone: "+49 30 123456",
    url: "https://example.com/a",
    words: "a\nb 🦀",
    amount: -31.245270191439438,
    pieces: 7,
    scale: 0.5,
    share: 0.123456,
    one: "grün",
    listed: "Option 33",
    some: ["red", "青"],
    sought: ["Option 1", "Option 33"],
    day: "2024-02-29",
    clock: "17:30",
    fine: "08:00:00.00015",
    moment: "2026-05-01T09:30:15",
    yes: true,
    no: false,
  });
  await seat.page.getByRole("link", { name: "Look again" }).click();
  const given = seat.page.getByRole("region", { name: "The request" });
  await given.getByRole("definition").filter({ hasText: "Jane" }).first().waitFor();
  assert.equal(await given.getByRole("definition").filter({ hasText: "No answer" }).count(), 2);
  await seat.leave();
});

const suggested = () => ({
  fields: [
    field("amount", "number", {}, { label: "Amount" }),
    field("notes", "textArea", {}, { label: "Notes" }),
    field("sure", "switch", {}, { label: "Sure" }),
    field("scale", "slider", { min: 0, max: 10, step: 1 }, { label: "Scale" }),
  ],
  recommendation: [
    bid("amount", "number", 31.245270191439438, { confidence: 0.999, rationale: "From the invoice." }),
    bid("notes", "textArea", "as\r\nagreed", { confidence: 0.5 }),
    bid("sure", "switch", false),
    bid("scale", "slider", 7, { confidence: 0.71 }),
  ],
});

test("suggestions fill the form in, are marked until somebody has looked, and come through bit for bit", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("With suggestions", suggested());
  const form = await show(seat, id);
  await form.getByText("4 suggested answers not yet confirmed").waitFor();
  await form.getByText("Suggested, over 99 % sure").waitFor();
  assert.equal(await form.getByRole("button", { name: "Confirm" }).count(), 4);

  await form.getByRole("button", { name: "Confirm" }).first().click();
  await form.getByText("3 suggested answers not yet confirmed").waitFor();
  await form.getByRole("slider", { name: "Scale" }).press("ArrowRight");
  await form.getByText("2 suggested answers not yet confirmed").waitFor();
  await form.getByText("The agent suggested").getByText("7").waitFor();
  await form.getByRole("button", { name: "Use that" }).click();
  assert.equal(await form.getByRole("textbox", { name: "Scale, exact number" }).inputValue(), "7");
  await form.getByRole("button", { name: "Accept all suggestions" }).click();
  await form.getByText(/not yet confirmed/).waitFor({ state: "detached" });
  await send(form);
  assert.deepEqual(await answersTo(id), { amount: 31.245270191439438, notes: "as\r\nagreed", sure: false, scale: 7 });
  await seat.leave();
});

test("suggestions that nobody confirmed are sent all the same, as was said", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("Unconfirmed", suggested());
  const form = await show(seat, id);
  await form.getByLabel("Amount").fill("12");
  await form.getByText("3 suggested answers not yet confirmed").waitFor();
  await form.getByLabel("Amount").press("Control+Enter");
  assert.deepEqual(await answersTo(id), { amount: 12, notes: "as\r\nagreed", sure: false, scale: 7 });
  await seat.leave();
});

test("the server's faults stand beside their fields, and the first one has the focus", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("With faults", {
    fields: [
      field('a "quoted"\n\u200bid', "text", { minLength: 3, format: 1 }, { label: "Mail" }),
      field("n", "number", { max: 5 }, { label: "Number", required: true }),
      field("c", "select", { options: colours }, { label: "Colour", required: true }),
      field("d", "dateField", { max: "2026-01-01", min: "" }, { label: "Day" }),
      field("fine", "text", {}, { label: "Fine" }),
    ],
  });
  const form = await show(seat, id);
  await form.getByLabel("Mail").fill("jane");
  await form.getByLabel("Day").fill("2026-01-02");
  await form.getByLabel("Fine").fill("kept");
  await send(form);
  const summary = form.getByRole("alert");
  await summary.getByText("4 answers need another look:").waitFor();
  assert.deepEqual(await summary.getByRole("link").allTextContents(), ["Mail", "Number", "Colour", "Day"]);
  const focused = (locator) => locator.evaluate((node) => node === document.activeElement);
  assert.ok(await focused(form.getByLabel("Mail")));
  assert.equal(await form.getByLabel("Mail").getAttribute("aria-invalid"), "true");
  const described = (locator) =>
    locator.evaluate((node) =>
      (node.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "),
    );
  assert.match(await described(form.getByLabel("Mail")), /not one plain e-mail address/);
  assert.match(await described(form.getByLabel("Day")), /2026-01-01 is the last that is allowed/);
  await summary.getByRole("link", { name: "Colour" }).click();
  assert.ok(await focused(form.getByRole("radio", { name: "red" })));
  assert.ok(await isPending(id), "nothing was recorded");

  await form.getByLabel("Mail").fill("jane@example.com");
  await form.getByLabel("Number").fill("5");
  await form.getByRole("radio", { name: "red" }).check();
  await form.getByLabel("Day").fill("2026-01-01");
  await send(form);
  assert.deepEqual(await answersTo(id), { 'a "quoted"\n\u200bid': "jane@example.com", n: 5, c: "red", d: "2026-01-01", fine: "kept" });
  await seat.leave();
});

test("what can't be sent as it was typed is said, and not bent", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("Held back", {
    fields: [field("n", "number", {}, { label: "Number" }), field("d", "dateField", {}, { label: "Day" })],
  });
  const form = await show(seat, id);
  await form.getByLabel("Number").fill("1,000");
  await form.getByLabel("Day").focus();
  await form.getByText("Write it without thousands separators").waitFor();
  await form.getByLabel("Day").press("1");
  await send(form);
  await form.getByText("Only a part of this is filled in.").waitFor();
  assert.ok(await isPending(id));
  await form.getByLabel("Number").fill("1000");
  await form.getByLabel("Day").fill("2026-01-31");
  await send(form);
  assert.deepEqual(await answersTo(id), { n: 1000, d: "2026-01-31" });
  await seat.leave();
});

test("a draft outlives the page, is each person's own, and goes when the form is answered", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const id = await set.agent.elicit("To be continued", suggested());
  let form = await show(ada, id);
  await form.getByLabel("Amount").fill("not yet a number");
  await form.getByRole("button", { name: "Confirm" }).first().click();
  await ada.page.reload();
  await form.getByText("Draft restored.").waitFor();
  assert.equal(await form.getByLabel("Amount").inputValue(), "not yet a number");
  await form.getByText("2 suggested answers not yet confirmed").waitFor();

  const other = await show(bob, id);
  assert.equal(await other.getByLabel("Amount").inputValue(), "31.245270191439438");
  assert.equal(await other.getByText("Draft restored.").count(), 0);

  await form.getByRole("button", { name: "Start over" }).click();
  assert.equal(await form.getByLabel("Amount").inputValue(), "31.245270191439438");
  await ada.page.reload();
  await form.getByText("4 suggested answers not yet confirmed").waitFor();
  assert.equal(await form.getByText("Draft restored.").count(), 0);

  await form.getByLabel("Amount").fill("7");
  await send(form);
  assert.equal((await answersTo(id)).amount, 7);
  const drafts = () => ada.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pumpup.draft.")));
  assert.deepEqual(await drafts(), []);
  await ada.leave();
  await bob.leave();
});

test("who is late sees who has answered, and nothing of theirs was sent", async () => {
  const [ada, bob] = await Promise.all([set.join("Ada"), set.join("Bob")]);
  const id = await set.agent.elicit("First come", { fields: [field("line", "text", {}, { label: "Line" })] });
  const [hers, his] = [await show(ada, id), await show(bob, id, { deaf: true })];
  await his.getByLabel("Line").fill("Bob's");
  await hers.getByLabel("Line").fill("Ada's");
  await send(hers);
  assert.deepEqual(await answersTo(id), { line: "Ada's" });
  await send(his);
  await bob.page.getByRole("region", { name: "How it ended" }).getByText(`Answered by ${ada.person.name}`).waitFor();
  await bob.page.getByText("Nothing of yours was sent").waitFor();
  assert.deepEqual(await answersTo(id), { line: "Ada's" });
  await ada.leave();
  await bob.leave();
});

test("an answer that was lost on the way is sent again and counts once", async () => {
  const seat = await set.join("Ada");
  const id = await set.agent.elicit("Lost answer", { fields: [field("line", "text", {}, { label: "Line" })] });
  const form = await show(seat, id, { deaf: true });
  const keys = [];
  let lose = true;
  await seat.context.route("**/pumpup.v1.Elicitations/Answer", async (route) => {
    keys.push(route.request().postDataBuffer().toString("latin1").match(/[0-9a-f-]{36}/)?.[0]);
    const response = await route.fetch();
    if (lose) return route.abort();
    return route.fulfill({ response });
  });
  await form.getByLabel("Line").fill("once");
  await send(form);
  await form.getByText("The server can't be reached. Your answers are still here.").waitFor();
  lose = false;
  await send(form);
  await seat.page.getByRole("status").getByText(/Answered · Lost answer/).waitFor();
  assert.equal(keys.length, 2);
  assert.ok(keys[0] && keys[0] === keys[1], "the same key");
  await seat.leave();
});
