// The slug that the server will make of a display name: its ASCII letters and digits in lower case, with a hyphen for each
// run of anything else; Latin letters lose their marks.

const LETTERS: [string, string][] = [
  ["àáâãäåāăą", "a"],
  ["çćč", "c"],
  ["ďđð", "d"],
  ["èéêëēėęě", "e"],
  ["ğ", "g"],
  ["ìíîïīįı", "i"],
  ["ł", "l"],
  ["ñńň", "n"],
  ["òóôõöøōő", "o"],
  ["ř", "r"],
  ["śşšș", "s"],
  ["ťţț", "t"],
  ["ùúûüūůűų", "u"],
  ["ýÿ", "y"],
  ["źżž", "z"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
];
const PLAIN = new Map(LETTERS.flatMap(([marked, plain]) => Array.from(marked, (letter) => [letter, plain])));

/** The slug of a display name; empty if nothing of it can stand in one. */
export function slugOf(name: string): string {
  const plain = Array.from(name.toLowerCase().replace(/[\u0300-\u036f]/g, ""), (letter) => PLAIN.get(letter) ?? letter);
  return plain.join("").replace(/[^a-z0-9]+/g, "-").slice(0, 200).replace(/^-|-$/g, "");
}
