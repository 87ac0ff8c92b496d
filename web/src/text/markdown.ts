// The small part of Markdown that summaries may use, read into a tree of plain values. There is no HTML, no image, no link
// that was not written as one: whatever is not known here stays the text that it is.

/** What stands in a line. */
export type Inline =
  | { is: "text"; text: string }
  | { is: "strong"; inside: Inline[] }
  | { is: "emphasis"; inside: Inline[] }
  | { is: "code"; text: string }
  | { is: "link"; inside: Inline[]; url: string };

/** What stands on lines of its own. */
export type Block =
  | { is: "paragraph"; inside: Inline[] }
  | { is: "heading"; inside: Inline[] }
  | { is: "quote"; inside: Inline[] }
  | { is: "list"; ordered: boolean; first: number; items: Inline[][] }
  | { is: "code"; text: string };

const LISTED = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
// Before a fence stands nothing, and behind it a language at the most: what else stands there would be lost.
const FENCE = /^\s{0,3}```[\w+#.-]{0,20}\s*$/;
const DEEPEST = 8;

/** What ends a paragraph, since something else begins. */
const OTHERS = [FENCE, LISTED, /^\s{0,3}(#{1,6}\s|>)/];

/** Reads a text. */
export function parse(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (!line.trim()) {
      at += 1;
    } else if (FENCE.test(line)) {
      const end = lines.findIndex((other, index) => index > at && /^\s{0,3}```\s*$/.test(other));
      const until = end < 0 ? lines.length : end;
      blocks.push({ is: "code", text: lines.slice(at + 1, until).join("\n") });
      at = until + 1;
    } else if (LISTED.test(line)) {
      const number = LISTED.exec(line)?.[1];
      const ordered = number !== undefined;
      const items: Inline[][] = [];
      for (let match = LISTED.exec(line); match && (match[1] !== undefined) === ordered; ) {
        items.push(inline(match[2] ?? ""));
        at += 1;
        match = LISTED.exec(lines[at] ?? "");
      }
      blocks.push({ is: "list", ordered, first: Number(number ?? 1), items });
    } else if (/^\s{0,3}#{1,6}\s+/.test(line)) {
      blocks.push({ is: "heading", inside: inline(line.replace(/^\s*#+\s+/, "")) });
      at += 1;
    } else if (/^\s{0,3}>/.test(line)) {
      const quoted = run(lines, at, (other) => /^\s{0,3}>/.test(other));
      blocks.push({ is: "quote", inside: inline(quoted.map((one) => one.replace(/^\s*>\s?/, "")).join("\n")) });
      at += quoted.length;
    } else {
      const own = run(lines, at, (other) => Boolean(other.trim()) && !OTHERS.some((start) => start.test(other)));
      blocks.push({ is: "paragraph", inside: inline(own.join("\n")) });
      at += own.length;
    }
  }
  return blocks;
}

/** The lines from `at` on that belong together; the first one always does. */
function run(lines: string[], at: number, belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index > at && !belongs(line));
  return lines.slice(at, end < 0 ? lines.length : end);
}

// What the marks enclose is whole words. A mark within a word, or one that a space or the rest of a pattern such as `*.db`
// follows, belongs to what is written, and what is decided on may hang on it: it stays.
const BEFORE = String.raw`(?<![\p{L}\p{N}*_/\\).|=$%])`;
const AFTER = String.raw`(?![\p{L}\p{N}]|[-./\\(:@=][\p{L}\p{N}_*()/])`;
const INSIDE = String.raw`(?![\s.,;:/\\|)])`;
const enclosed = (mark: string, inside: string): RegExp =>
  new RegExp(`${BEFORE}${mark}${INSIDE}(${inside})(?<!\\s)${mark}${AFTER}`, "uy");

// Lengths are bounded, so that no text makes the reading of it slow.
const MARKS: [RegExp, (match: RegExpExecArray, depth: number) => Inline][] = [
  [/(?<!`)(`{1,3})(?!`)([^\n]{1,2000}?)(?<!`)\1(?!`)/y, (match) => ({ is: "code", text: match[2] ?? "" })],
  [enclosed("\\*\\*", "[^\\n]{1,2000}?"), (match, depth) => ({ is: "strong", inside: inline(match[1] ?? "", depth) })],
  [enclosed("__", "[^\\n]{1,2000}?"), (match, depth) => ({ is: "strong", inside: inline(match[1] ?? "", depth) })],
  [enclosed("\\*", "[^*\\n]{1,2000}"), (match, depth) => ({ is: "emphasis", inside: inline(match[1] ?? "", depth) })],
  [
    /\[([^\]\n]{1,500})\]\((https?:\/\/[^\s()<>]{1,2000})\)/y,
    (match, depth) => ({ is: "link", inside: inline(match[1] ?? "", depth), url: match[2] ?? "" }),
  ],
];

/** Reads one line or paragraph. */
export function inline(text: string, depth = 0): Inline[] {
  if (depth >= DEEPEST) return [{ is: "text", text }];
  const found: Inline[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === "\\" && /[\\`*_[\]()#>+\-.!]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    // An image is no link: its mark keeps it text.
    const special = "`*_[".includes(character) && !(character === "[" && text[at - 1] === "!");
    const marked = special ? firstMark(text, at, depth + 1) : undefined;
    if (marked) {
      if (plain) found.push({ is: "text", text: plain });
      plain = "";
      found.push(marked.inline);
      at += marked.length;
    } else {
      plain += character;
      at += 1;
    }
  }
  if (plain) found.push({ is: "text", text: plain });
  return found;
}

function firstMark(text: string, at: number, depth: number): { inline: Inline; length: number } | undefined {
  for (const [pattern, make] of MARKS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { inline: make(match, depth), length: match[0].length };
  }
  return undefined;
}

/** What stands in a line, without its marks. */
export const bare = (parts: Inline[]): string => parts.map((part) => ("text" in part ? part.text : bare(part.inside))).join("");

/** The words of a block, without its marks. */
export function words(block: Block): string {
  if (block.is === "code") return block.text;
  return block.is === "list" ? block.items.map(bare).join("\n") : bare(block.inside);
}
