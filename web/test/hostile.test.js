// What agents send can't run, load, lead away, hide, or pass for the page: U01, U02, U03 and U06 of the threat list, in every
// text that an agent can send, on every page that shows it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { newKey } from "./callers.js";
import { against, CHROME, SPOOFS } from "./corpus.js";
import { Role } from "./people.js";
import { until } from "./patience.js";
import { stage } from "./stage.js";
import { Caller } from "./callers.js";

const set = stage();
const cut = (text, length) => Array.from(text).slice(0, length).join("");
const SENTINEL = "the end of the payloads";

let sink;
let sunk = 0;
let texts = [];
before(async () => {
  sink = createServer((_, response) => {
    sunk += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(sink, "listening");
  texts = against(`http://127.0.0.1:${sink.address().port}`);
});
after(() => {
  sink?.close();
  sink?.closeAllConnections();
});

/** A hostile agent: its very name is an attack. */
async function mallory() {
  const name = `<img src=x onerror=__tell("name")> ${newKey().slice(0, 8)}`;
  const { secret } = await set.admin.access.createKey({ idempotencyKey: newKey(), role: Role.AGENT, name });
  return new Caller(set.server.origin, secret);
}

/** Puts texts into everything that an agent may say on a task; answers the task and its two requests. */
async function scene(agent, texts) {
  const [first, second = first] = texts;
  const metadata = Object.fromEntries(texts.map((text, index) => [`${cut(text, 150)} ${index}`, text]));
  const task = await agent.open(cut(first, 200), {
    externalId: cut(second, 200),
    metadataPatch: { set: { ...metadata, nested: { [first]: [second, { [second]: first }] } } },
  });
  const files = [];
  for (const [index, text] of texts.slice(0, 12).entries()) {
    const file = await agent.upload(cut(text, 200), Buffer.from(text));
    files.push({ label: cut(`${text} ${index}`, 200), uploadId: file.id });
  }
  await agent.attach(task.id, files);
  for (const text of texts) {
    const detail = { [text]: text, list: [text] };
    await agent.tasks.recordAction({ idempotencyKey: newKey(), taskId: task.id, description: text, detail, externalTraceId: cut(text, 200) });
    await agent.tasks.recordException({ idempotencyKey: newKey(), taskId: task.id, message: text, detail });
    await agent.tasks.addNote({ idempotencyKey: newKey(), taskId: task.id, message: text });
  }
  const common = {
    summary: cut(texts.join("\n\n"), 3_900) + `\n\n${SENTINEL}`,
    keyValueContext: texts.map((text, index) => ({ key: cut(`${index} ${text}`, 200), value: text })).slice(0, 64),
    attachments: files.map(({ uploadId }) => uploadId),
    externalTraceId: cut(first, 200),
  };
  const outcome = { kind: { case: "reject", value: { note: texts.join("\n"), reasonCode: cut(first, 64) } } };
  const approval = await agent.ask(common.summary, { ...common, taskId: task.id, recommendation: { outcome, confidence: 0.5, rationale: texts.join("\n") } });

  const other = await agent.open(cut(second, 200));
  const options = texts.map((text, index) => cut(`${text} ${index}`, 200));
  const field = (id, kind, value = {}) => ({ id, label: cut(first, 200), description: texts.join("\n").slice(0, 4_000), kind: { case: kind, value } });
  const bid = (fieldId, kind, value) => ({ fieldId, rationale: texts.join("\n"), confidence: 0.9, value: { kind: { case: kind, value } } });
  const form = await agent.elicit(common.summary, {
    keyValueContext: common.keyValueContext,
    taskId: other.id,
    fields: [
      field(cut(first, 200), "text"),
      field("area", "textArea"),
      field("few", "select", { options: options.slice(0, 5) }),
      field("more", "select", { options }),
      field("some", "multiselect", { options }),
      field("switch", "switch"),
      field("slider", "slider", { min: 0, max: 1 }),
    ],
    recommendation: [bid(cut(first, 200), "text", first), bid("area", "textArea", second), bid("few", "select", options[0]), bid("some", "multiselect", { options: options.slice(0, 3) })],
  });
  return { task, approval, form };
}

/** Opens everything on the page that is folded away. */
async function unfold(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** What stands on the page that could only have come from a text. */
const strangers = (page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("script, iframe, object, embed, base, meta[http-equiv], link, form[action], video, img, style, template")]
      .filter((node) => node.ownerDocument === document)
      .map((node) => node.src || node.href || node.action || node.outerHTML.slice(0, 100))
      .filter((address) => !address.startsWith(`${location.origin}/assets/`) && !address.startsWith(`${location.origin}/favicon`));
    const handlers = [...document.querySelectorAll("*")].flatMap((node) =>
      node.getAttributeNames().filter((name) => name.startsWith("on") || name === "srcdoc").map((name) => `${node.localName} ${name}`),
    );
    const links = [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => new URL(href).origin !== location.origin);
    return [...found, ...handlers, ...links];
  });

/** Every page that shows what an agent said of a scene. */
const places = ({ task, approval, form }) => [
  "/inbox?view=open",
  `/inbox/${approval}?view=open`,
  `/inbox/${form}?view=open`,
  `/tasks/${task.id}`,
  "/tasks",
  "/dashboard",
  "/dashboard/people",
  "/dashboard/keys",
];

/** Waits until a page shows what it has to show. */
async function settle(page) {
  await page.getByRole("main").waitFor();
  await page.waitForLoadState("load");
  await until("the page to have loaded", async () => !(await page.getByText(/^(Loading|Signing in|Looking|Reading).*…$/).first().isVisible()));
}

test("nothing that an agent writes runs or loads, wherever it is shown", async () => {
  const agent = await mallory();
  const made = await scene(agent, texts);
  const seat = await set.join("Ada", { role: Role.ADMIN });
  for (const place of places(made)) {
    await seat.page.goto(seat.origin + place);
    await settle(seat.page);
    if (place.includes(made.approval) || place.includes(made.form)) {
      await seat.page.getByRole("region", { name: "What the agent asks" }).getByText(SENTINEL).waitFor();
    }
    if (place.includes(made.form)) await seat.page.getByRole("form", { name: "Answers" }).waitFor();
    await unfold(seat.page);
    assert.deepEqual(await strangers(seat.page), [], place);
  }
  // What is chosen by typing is text too.
  await seat.page.keyboard.press("Control+k");
  await seat.page.keyboard.type("script");
  await seat.page.getByRole("dialog", { name: "Find anything" }).getByText("<script>").first().waitFor();
  assert.equal(sunk, 0, "nobody was sent to the other server");
  await seat.leave();
});

test("each text stands on the page as it was written", async () => {
  const agent = await mallory();
  const { approval } = await scene(agent, texts);
  const seat = await set.join("Ada");
  await seat.page.goto(`${seat.origin}/inbox/${approval}?view=open`);
  const asked = seat.page.getByRole("region", { name: "What the agent asks" });
  await asked.getByText(SENTINEL).waitFor();
  assert.deepEqual(await asked.getByRole("definition").allTextContents(), texts.slice(0, 64));
  await seat.leave();
});

test("a link shows where it leads before one goes, and takes nothing along", async () => {
  const agent = await mallory();
  const id = await agent.ask("See [your bank](https://bank.example@xn--bnk-sna.example:8443/login?a=b) now");
  const seat = await set.join("Ada");
  await seat.page.goto(`${seat.origin}/inbox/${id}?view=open`);
  const asked = seat.page.getByRole("region", { name: "What the agent asks" });
  assert.equal(await asked.getByRole("link").count(), 0, "no link that leads anywhere by itself");
  await asked.getByRole("button", { name: "your bank" }).click();
  const dialog = seat.page.getByRole("dialog", { name: "This link leads elsewhere" });
  await dialog.getByText("xn--bnk-sna.example:8443", { exact: true }).waitFor();
  await dialog.getByText("What stands before the @ is a user name, not the host.").waitFor();
  await dialog.getByText(/letters that can look like others/).waitFor();
  const out = dialog.getByRole("link", { name: "Open it in a new tab" });
  assert.match(await out.getAttribute("rel"), /noopener noreferrer/);
  assert.equal(await out.getAttribute("target"), "_blank");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await dialog.waitFor({ state: "detached" });
  await seat.leave();
});

test("what would be invisible is seen, on every page and in every title", async () => {
  const agent = await mallory();
  const seat = await set.join("Ada");
  for (const [text, mark] of SPOOFS) {
    const made = await scene(agent, [text]);
    for (const place of [`/inbox/${made.approval}?view=open`, `/inbox/${made.form}?view=open`, `/tasks/${made.task.id}`]) {
      await seat.page.goto(seat.origin + place);
      await settle(seat.page);
      await seat.page.getByText(mark).first().waitFor();
      if (place.includes(made.form)) await seat.page.getByRole("form", { name: "Answers" }).waitFor();
      await unfold(seat.page);
      const left = await seat.page.evaluate((hidden) => {
        const pattern = new RegExp(hidden, "u");
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const texts = node.nodeType === Node.TEXT_NODE ? [node.data] : ["title", "aria-label", "alt", "placeholder"].map((name) => node.getAttribute(name) ?? "");
          for (const text of texts) if (pattern.test(text)) found.push(`${node.parentElement?.localName}: ${JSON.stringify(text)}`);
        }
        return pattern.test(document.title) ? [...found, `title: ${document.title}`] : found;
      }, "[\\p{Cf}\\u3164\\u115F\\u2028\\u001B]");
      // What stands in a box of the form is what is sent; that it holds such characters is said beside it.
      assert.deepEqual(left.filter((one) => !one.startsWith("textarea: ")), [], `${place} with ${mark}`);
    }
  }
  await seat.leave();
});

test("a text as long and as loud as it may be stays in its own region", async () => {
  const agent = await mallory();
  const outcome = { kind: { case: "approve", value: { note: cut(CHROME, 4_000) } } };
  const id = await agent.ask(cut(CHROME, 4_000), {
    keyValueContext: [{ key: "W".repeat(200), value: "W".repeat(2_000) }],
    recommendation: { outcome, rationale: "W".repeat(10_000) },
  });
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const seat = await set.join("Ada", { viewport });
    await seat.page.goto(`${seat.origin}/inbox/${id}?view=open`);
    const asked = seat.page.getByRole("region", { name: "What the agent asks" });
    await asked.getByText("APPROVED BY SECURITY").waitFor();
    assert.equal(await seat.page.getByRole("region", { name: "How it ended" }).count(), 0, "only the platform says how it ended");
    assert.equal(await asked.getByRole("button").count(), 0);
    assert.equal(await asked.getByRole("heading").count(), 0, "prose makes no headings of the page");
    const outside = await asked.evaluate((region) => {
      const box = region.getBoundingClientRect();
      return [...region.querySelectorAll("*")].filter((node) => {
        const own = node.getBoundingClientRect();
        return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1;
      }).length;
    });
    assert.equal(outside, 0, "nothing of it stands outside of its region");
    const wider = await seat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `the page is ${wider} px wider than the window`);
    const bar = seat.page.getByRole("group", { name: "Decision" });
    assert.ok(await bar.getByRole("button", { name: /^Approve\b/ }).isVisible());
    await seat.leave();
  }
});

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const FILES = [
  ["page.html", `<!doctype html><script>parent.__tell("ran html")</script>`, false],
  ["drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="__tell('ran svg')"><script>__tell("ran svg")</script></svg>`, false],
  ["page.txt", `<!doctype html><script>parent.__tell("ran txt")</script>`, false],
  ["notes.txt", "plain \u202Etxet", true],
  ["picture.png", PNG, true],
  ["polyglot.png", Buffer.concat([PNG, Buffer.from(`<script>__tell("ran png")</script>`)]), true],
  ["liar.png", `<html><script>parent.__tell("ran liar")</script>`, false],
  ["empty.html", "", false],
  ["../../etc/passwd", "root", true],
  ["C:\\Windows\\..\\run.exe", "MZ\u0000\u0001", false],
  ["name\u202Egnp.exe", "MZ\u0000\u0001", false],
];

test("files are shown only as what they are, and saved under plain names", async () => {
  const agent = await mallory();
  const task = await agent.open("With files");
  const uploads = [];
  for (const [name, bytes] of FILES) uploads.push({ label: `${name} here`, uploadId: (await agent.upload(name, Buffer.from(bytes))).id });
  await agent.attach(task.id, uploads);
  const id = await agent.ask("Look at these", { taskId: task.id, attachments: uploads.map(({ uploadId }) => uploadId) });
  const seat = await set.join("Ada");
  await seat.page.goto(`${seat.origin}/inbox/${id}?view=open`);
  const evidence = seat.page.getByRole("region", { name: "Evidence" });
  await evidence.getByText("page.html here").waitFor();
  const visible = (text) => text.replace("\u202E", "⟨U+202E⟩");
  for (const [name, , readable] of FILES) {
    const saving = evidence.getByRole("button", { name: `Download ${visible(name)} here`, exact: true });
    await saving.waitFor();
    const [download] = await Promise.all([seat.page.waitForEvent("download"), saving.click()]);
    assert.match(download.suggestedFilename(), /^[^/\\:\u202E]+$/, name);
    assert.ok(!download.suggestedFilename().startsWith("."), name);
    await download.cancel();
    const showing = evidence.getByRole("button", { name: `Show ${visible(name)} here`, exact: true });
    if (!(await showing.count())) {
      assert.ok(!readable, `${name} could be shown`);
      continue;
    }
    await showing.click();
    const hiding = evidence.getByRole("button", { name: `Hide ${visible(name)} here`, exact: true });
    await hiding.waitFor();
    const refused = await evidence.getByText("This is not what it seems by its type").count();
    assert.equal(refused === 0, readable, name);
    assert.equal(await seat.page.locator("iframe, object, embed").count(), 0, name);
    await hiding.click();
  }
  assert.equal(sunk, 0);
  await seat.leave();
});

test("an approval that is decided amid all that is decided as it was shown", async () => {
  const agent = await mallory();
  const { approval } = await scene(agent, texts);
  const seat = await set.join("Ada");
  await seat.page.goto(`${seat.origin}/inbox/${approval}?view=open`);
  const bar = seat.page.getByRole("group", { name: "Decision" });
  await bar.getByRole("button", { name: /^Reject/ }).click();
  await bar.getByRole("button", { name: /^Reject.*must not/ }).click();
  const { state } = await agent.approvals.getResult({ id: approval, wait: { seconds: 10n, nanos: 0 } });
  assert.equal(state.value.outcome.kind.case, "reject");
  await seat.leave();
});
