// What agents write is shown as it is: whatever would be invisible, or would turn the text around, becomes a visible mark.

/** A piece of text: plain, or a character that has to be shown by its number. */
export interface Piece {
  text: string;
  /** What the character is, for example `U+202E right-to-left override`; absent for plain text. */
  mark?: string;
}

const NAMES: Record<number, string> = {
  0x00: "null",
  0x07: "bell",
  0x08: "backspace",
  0x1b: "escape",
  0x7f: "delete",
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
  0x2060: "word joiner",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0x3164: "Hangul filler",
  0xfeff: "zero width no-break space",
  0xffa0: "Hangul filler",
};

// Controls but tab and line feed; format characters, private use, unassigned, separators but the space; variation selectors.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0e\u{e0100}-\u{e01ef}]/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;

/** Whether a joiner between these two holds a picture together, as in a family, or hides something. */
const joinsPictures = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && PICTURE.test(before) && PICTURE.test(after);

/** Splits a text into what is plain and what has to be marked. */
export function pieces(text: string): Piece[] {
  const characters = Array.from(text);
  const found: Piece[] = [];
  let plain = "";
  characters.forEach((character, index) => {
    const harmless =
      character === "\n" ||
      character === "\t" ||
      !HIDDEN.test(character) ||
      (character === "\u200d" && joinsPictures(characters[index - 1], characters[index + 1]));
    if (harmless) {
      plain += character;
      return;
    }
    if (plain) found.push({ text: plain });
    plain = "";
    found.push({ text: character, mark: markOf(character) });
  });
  if (plain) found.push({ text: plain });
  return found;
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = NAMES[code] ?? (code >= 0xe0000 && code <= 0xe007f ? "tag character" : "");
  return name ? `${number} ${name}` : number;
}

/** The text in one string, for titles and names that take no markup. */
export function visible(text: string): string {
  return pieces(text)
    .map(({ text, mark }) => (mark ? `⟨${mark.split(" ")[0]}⟩` : text))
    .join("");
}

/** The first line of short Markdown, without its marks: for rows and titles. */
export function plainLine(markdown: string): string {
  const line = markdown.split("\n").find((line) => line.trim()) ?? "";
  const bare = line
    .replace(/^\s*(#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|>\s?)/, "")
    .replace(/!?\[([^\]]*)\]\(([^)]*)\)/g, "$1")
    .replace(/(\*\*|__|`)/g, "");
  return visible(bare.trim());
}
