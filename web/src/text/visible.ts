// What agents write is shown as it is: whatever would be invisible, would turn the text around, or would push the rest of
// it out of sight becomes a visible mark.
import { parse, words } from "./markdown";

/** A piece of text: plain, or something that has to be shown by a mark in its place. */
export interface Piece {
  text: string;
  /** What it is, for example `U+202E right-to-left override`; absent for plain text. */
  mark?: string;
  /** What the mark shows, for example `U+202E`. */
  short?: string;
}

const NAMES: Record<number, string> = {
  0x00: "null",
  0x07: "bell",
  0x08: "backspace",
  0x1b: "escape",
  0x7f: "delete",
  0xa0: "no-break space",
  0xad: "soft hyphen",
  0x034f: "combining grapheme joiner",
  0x061c: "Arabic letter mark",
  0x115f: "Hangul filler",
  0x1160: "Hangul filler",
  0x180e: "Mongolian vowel separator",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x200e: "left-to-right mark",
  0x200f: "right-to-left mark",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting",
  0x202d: "left-to-right override",
  0x202e: "right-to-left override",
  0x202f: "narrow no-break space",
  0x205f: "mathematical space",
  0x2060: "word joiner",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0x2800: "braille blank",
  0x3000: "ideographic space",
  0x3164: "Hangul filler",
  0xfeff: "zero width no-break space",
  0xffa0: "Hangul filler",
};

// Controls but tab and line feed; format characters, private use, unassigned, separators but the space; variation selectors.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u2800\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0e\u{e0100}-\u{e01ef}]/u;
// Looks like the space, and is another character.
const SPACE = /(?! )\p{Zs}/u;
const COMBINING = /\p{M}/u;
// No script stacks more on one letter.
const MOST_COMBINING = 4;
// More than three empty lines in a row, but the break at their end.
const GAP = /(?<=^|\n)(?:[ \t]*\n){3,}[ \t]*(?=\n)/g;
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;

/** Whether a joiner between these two holds a picture together, as in a family, or hides something. */
const joinsPictures = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && PICTURE.test(before) && PICTURE.test(after);

/** Splits a text into what is plain and what has to be marked. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: gap, index } of text.matchAll(GAP)) {
    const mark = `${gap.split("\n").length} empty lines`;
    found.push(...charactersOf(text.slice(from, index)), { text: gap, mark, short: mark });
    from = index + gap.length;
  }
  return [...found, ...charactersOf(text.slice(from))];
}

function charactersOf(text: string): Piece[] {
  const characters = Array.from(text);
  const found: Piece[] = [];
  let plain = "";
  let stacked = 0;
  const mark = (piece: Piece) => {
    if (plain) found.push({ text: plain });
    plain = "";
    found.push(piece);
  };
  characters.forEach((character, index) => {
    stacked = COMBINING.test(character) ? stacked + 1 : 0;
    const joiner = character === "\u200d" && joinsPictures(characters[index - 1], characters[index + 1]);
    if (SPACE.test(character)) mark({ text: character, mark: markOf(character), short: "␣" });
    else if (character !== "\n" && character !== "\t" && !joiner && (stacked > MOST_COMBINING || HIDDEN.test(character))) {
      mark({ text: character, mark: markOf(character), short: numberOf(character) });
    } else plain += character;
  });
  if (plain) found.push({ text: plain });
  return found;
}

const numberOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMES[code] ?? (code >= 0xe0000 && code <= 0xe007f ? "tag character" : SPACE.test(character) ? "another space" : "");
  return name ? `${numberOf(character)} ${name}` : numberOf(character);
}

/** Whether something in the text has to be marked. */
export const isMarked = (text: string): boolean => pieces(text).some(({ mark }) => mark !== undefined);

/** The text in one string, for titles and names that take no markup. */
export function visible(text: string): string {
  return pieces(text)
    .map(({ text, short }) => (short === undefined ? text : short === "␣" ? short : `⟨${short}⟩`))
    .join("");
}

/** The first line of short Markdown that says anything, without its marks: for rows and titles. */
export function plainLine(markdown: string): string {
  const lines = parse(markdown).flatMap((block) => words(block).split("\n"));
  const line = lines.find((line) => /[^ \t]/.test(line)) ?? "";
  return visible(line.replace(/^[ \t]+|[ \t]+$/g, ""));
}
