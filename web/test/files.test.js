// Files that agents attach: what is safe is shown, everything else is only saved, and never as what it claims to be.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { stage } from "./stage.js";

const set = stage();

const bytes = (text) => Buffer.from(text, "latin1");
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const PDF = bytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj trailer<</Root 1 0 R>>");
const HTML = "<!doctype html><script>alert(document.domain)</script>";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>`;

/** Attaches files to a task and goes to it; each is labelled with its place. */
async function attached(seat, files) {
  const task = await set.agent.open("With files");
  const attachments = [];
  for (const [index, { name, content }] of files.entries()) {
    attachments.push({ label: `file ${index}`, uploadId: (await set.agent.upload(name, content)).id });
  }
  await set.agent.attach(task.id, attachments);
  await seat.page.goto(`${seat.origin}/tasks/${task.id}`);
  const list = seat.page.getByRole("complementary", { name: "About the task" });
  for (const index of files.keys()) await list.getByRole("listitem").filter({ hasText: `file ${index}` }).getByText(/ · /).waitFor();
  return list;
}

const showButton = (list, index) => list.getByRole("button", { name: `Show file ${index}`, exact: true });

/** Shows a file, looks for what is to be seen of it, and puts it away. */
async function shown(seat, list, index, found) {
  await showButton(list, index).click();
  const dialog = seat.page.getByRole("dialog", { name: `file ${index}` });
  await found(dialog).waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Saves a file, and answers its name, its type as the page gave it to the browser, and its bytes. */
async function saved(page, list, index) {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      globalThis.lastType = blob.type;
      return make(blob);
    };
  });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    list.getByRole("button", { name: `Download file ${index}`, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), type: await page.evaluate(() => globalThis.lastType), content: await readFile(await download.path()) };
}

test("images, text and PDFs are shown where they are", async () => {
  const seat = await set.join("Ada");
  // The browser's own reader of PDFs has its own parts.
  seat.expect(/^elsewhere: chrome(-extension)?:/);
  const list = await attached(seat, [
    { name: "photo.png", content: PNG },
    { name: "letter.txt", content: Buffer.from("Dear Jane,\nżółć 🦀 <b>bold</b>") },
    { name: "paper.pdf", content: PDF },
    { name: "empty.txt", content: Buffer.alloc(0) },
  ]);
  await shown(seat, list, 0, (dialog) => dialog.getByRole("img", { name: "file 0" }));
  await shown(seat, list, 1, (dialog) => dialog.getByText("żółć 🦀 <b>bold</b>"));
  const reads = await seat.page.evaluate(() => navigator.pdfViewerEnabled);
  const said = "it can't be shown safely";
  await shown(seat, list, 2, (dialog) => (reads ? dialog.getByTitle("file 2") : dialog.getByText(said)));
  await list.getByRole("listitem").filter({ hasText: "file 3" }).getByText("0 B").waitFor();
  const empty = await saved(seat.page, list, 3);
  assert.deepEqual([empty.name, empty.content.length], ["empty.txt", 0]);
  await seat.leave();
});

test("what a browser might run is only saved, as bytes of no kind", async () => {
  const seat = await set.join("Ada");
  const files = [
    { name: "page.html", content: bytes(HTML) },
    { name: "drawing.svg", content: bytes(SVG) },
    { name: "page.xhtml", content: bytes(HTML) },
  ];
  const list = await attached(seat, files);
  for (const [index, { name, content }] of files.entries()) {
    assert.equal(await showButton(list, index).count(), 0, name);
    const file = await saved(seat.page, list, index);
    assert.deepEqual([file.name, file.type], [name, "application/octet-stream"]);
    assert.deepEqual(file.content, content);
  }
  await seat.leave();
});

test("what is two kinds at once is taken for the harmless one, or for neither", async () => {
  const seat = await set.join("Ada");
  seat.expect(/^elsewhere: chrome(-extension)?:/);
  const files = [
    { name: "image.gif", content: bytes(`GIF89a/*${HTML}*/=1`), as: "image" },
    { name: "image.png", content: bytes(HTML) },
    { name: "letter.txt", content: bytes(HTML) },
    { name: "table.csv", content: bytes(`  ${SVG}`) },
    { name: "paper.pdf", content: bytes(HTML) },
    { name: "page.html", content: bytes(`%PDF-1.4\n${HTML}`), as: "pdf" },
    { name: "program.js", content: bytes(`alert("${HTML}")`), as: "text" },
    { name: "data.json", content: bytes(`<?xml version="1.0"?>${SVG}`) },
  ];
  const list = await attached(seat, files);
  const reads = await seat.page.evaluate(() => navigator.pdfViewerEnabled);
  for (const [index, { as }] of files.entries()) {
    // Whatever its type gives away before its bytes are there is not shown at all.
    if (!as && (await showButton(list, index).count()) === 0) continue;
    const neither = (dialog) => dialog.getByText("it can't be shown safely");
    const found = {
      image: (dialog) => dialog.getByRole("img", { name: `file ${index}` }),
      pdf: (dialog) => (reads ? dialog.getByTitle(`file ${index}`) : neither(dialog)),
      text: (dialog) => dialog.getByText("alert(\"<!doctype html>"),
    };
    await shown(seat, list, index, found[as] ?? neither);
  }
  // Whatever tried to run has told on itself by now: a dialog, or the policy that stopped it.
  await seat.leave();
});

test("a file name leads nowhere, and hides nothing", async () => {
  const seat = await set.join("Ada");
  const names = ["../../etc/passwd", "..\\..\\evil.exe", "/absolute/name.txt", ".hidden", "invoice\u202Efdp.exe", "a\u200Bb.txt", "C:\\x:y?.txt"];
  const list = await attached(seat, names.map((name) => ({ name, content: bytes("x") })));
  await list.getByText(/invoice⟨.+⟩fdp\.exe/).or(list.getByText("invoice[U+202E]fdp.exe")).or(list.getByText("U+202E")).first().waitFor();
  for (const [index, name] of names.entries()) {
    const file = await saved(seat.page, list, index);
    assert.match(file.name, /^[^./\\][^/\\:?\p{Cc}\p{Cf}]*$/u, name);
    assert.equal(file.type, "application/octet-stream");
  }
  await seat.leave();
});

test("a file that is not the one that was attached is neither shown nor saved", async () => {
  const seat = await set.join("Ada");
  await seat.context.route("**/pumpup.v1.Uploads/Download", async (route) => {
    const response = await route.fetch();
    const body = Buffer.from((await response.body()).toString("latin1").replace("$10 to Jane", "$99 to Mark"), "latin1");
    return route.fulfill({ response, body });
  });
  const list = await attached(seat, [{ name: "letter.txt", content: bytes("Pay $10 to Jane") }]);
  await showButton(list, 0).click();
  await list.getByRole("alert").getByText("This is not the file that was attached").waitFor();
  await showButton(list, 0).waitFor({ state: "detached" });
  assert.ok(await list.getByRole("button", { name: "Download file 0" }).isDisabled());
  assert.equal(await seat.page.getByText("Pay $99").count(), 0);
  await seat.leave();
});
