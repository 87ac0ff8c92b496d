// How the words of others are read: what would be invisible, the small Markdown, where links lead.
import assert from "node:assert/strict";
import { test } from "node:test";

import { destination } from "../src/text/host.ts";
import { inline, parse } from "../src/text/markdown.ts";
import { pieces, plainLine, visible } from "../src/text/visible.ts";

test("what would be invisible or turn the text around is marked by its number", () => {
  const table = [
    ["plain words, ünï, 青, العربية, שלום", []],
    ["line\nand\ttab", []],
    ["👩‍👩‍👧 👍🏽 ❤️ 🏳️‍🌈", []],
    ["a\u202Eb", ["U+202E right-to-left override"]],
    ["\u2066a\u2069", ["U+2066 left-to-right isolate", "U+2069 pop directional isolate"]],
    ["a\u200Bb\u200Cc\u200Dd", ["U+200B zero width space", "U+200C zero width non-joiner", "U+200D zero width joiner"]],
    ["a\uFEFF\u2060\u00AD", ["U+FEFF zero width no-break space", "U+2060 word joiner", "U+00AD soft hyphen"]],
    ["\u{E0041}\u{E007F}", ["U+E0041 tag character", "U+E007F tag character"]],
    ["\u0000\u0007\u001B[31m\r\u007F\u0085", ["U+0000 null", "U+0007 bell", "U+001B escape", "U+000D", "U+007F delete", "U+0085"]],
    ["a\u2028b\u2029", ["U+2028 line separator", "U+2029 paragraph separator"]],
    ["\u3164\u115F\u1160\uFFA0", Array.from(["U+3164", "U+115F", "U+1160", "U+FFA0"], (number) => `${number} Hangul filler`)],
    ["a\uFE00\u{E0100}", ["U+FE00", "U+E0100"]],
    ["\uE000\u{10FFFF}", ["U+E000", "U+10FFFF"]],
    ["\uD800", ["U+D800"]],
    ["\u2800", ["U+2800 braille blank"]],
    ["a\u00A0b\u202Fc", ["U+00A0 no-break space", "U+202F narrow no-break space"]],
    ["\u2000\u200A\u205F\u3000", ["U+2000 another space", "U+200A another space", "U+205F mathematical space", "U+3000 ideographic space"]],
    // A letter may carry four marks, as in Vietnamese or pointed Hebrew; what is heaped on it beyond that is shown.
    ["e\u0302\u0301 \u05E9\u05C1\u05B8\u05BC", []],
    [`z${"\u0301".repeat(6)}a`, ["U+0301", "U+0301"]],
    ["a\n\n\n\nb", []],
    ["a\n\n \n\t\n\nb\n", ["4 empty lines"]],
    ["\n".repeat(60) + "b", ["60 empty lines"]],
  ];
  for (const [text, marks] of table) {
    const found = pieces(text);
    assert.deepEqual(found.flatMap(({ mark }) => mark ?? []), marks, JSON.stringify(text));
    assert.equal(found.map((piece) => piece.text).join(""), text, "nothing is lost or added");
  }
});

test("in one string a mark stands in brackets", () => {
  assert.equal(visible("invoice\u202Egnp.exe"), "invoice⟨U+202E⟩gnp.exe");
  assert.equal(visible("plain"), "plain");
  assert.equal(plainLine("\n## **Refund** `240`\nmore"), "Refund 240");
  assert.equal(plainLine("- [here](https://example.com) ![x](https://example.com/x.png)"), "here ![x](https://example.com/x.png)");
  assert.equal(plainLine("a\u200Bb"), "a⟨U+200B⟩b");
  assert.equal(visible("240\u00A0€"), "240␣€");
  assert.equal(visible("a\n\n\n\n\nb"), "a\n⟨4 empty lines⟩\nb");
  // What a row says is what the request says: nothing within code is read as a mark.
  assert.equal(plainLine("Delete `__init__.py` and `rm *.tmp`"), "Delete __init__.py and rm *.tmp");
  assert.equal(plainLine("rm *.tmp and *.db"), "rm *.tmp and *.db");
  assert.equal(plainLine("my__users__prod"), "my__users__prod");
  assert.equal(plainLine("```sh\n\nrm -rf *\n```\nplease"), "rm -rf *");
  assert.equal(plainLine("```rm -rf /``` is harmless"), "rm -rf / is harmless");
  assert.equal(plainLine(""), "");
});

/** The tree in short: kinds and texts. */
const short = (parts) =>
  parts.map((part) => {
    if (part.is === "text") return part.text;
    if (part.is === "code") return { code: part.text };
    if (part.is === "link") return { link: short(part.inside), to: part.url };
    return { [part.is]: short(part.inside) };
  });

test("the few marks of a line are read, and all else stays text", () => {
  const table = [
    ["plain", ["plain"]],
    ["**strong** and *soft*", [{ strong: ["strong"] }, " and ", { emphasis: ["soft"] }]],
    ["`a*b*c`", [{ code: "a*b*c" }]],
    ["``a ` b`` ```c``` ``d`", [{ code: "a ` b" }, " ", { code: "c" }, " ``d`"]],
    ["[label](https://example.com/a?b=c)", [{ link: ["label"], to: "https://example.com/a?b=c" }]],
    ["**[bold](http://a.example)**", [{ strong: [{ link: ["bold"], to: "http://a.example" }] }]],
    ["2 * 3 * 4", ["2 * 3 * 4"]],
    ["\\*not\\* this", ["*not* this"]],
    // A mark that may be part of a name, a pattern or a sum is one.
    ...["rm *.tmp and *.db", "my__users__prod", "3*4*5", "3**4**5", "__init__.py", "f(*args, **kwargs)", "a/*.js,b/*.js", "a*b* c", "(*.a|*.b)"].map(
      (text) => [text, [text]],
    ),
    ["*very*, **most** (*so*) __all__.", [{ emphasis: ["very"] }, ", ", { strong: ["most"] }, " (", { emphasis: ["so"] }, ") ", { strong: ["all"] }, "."]],
    ["**5 %**: yes", [{ strong: ["5 %"] }, ": yes"]],
    // No HTML, no images, no schemes but two, nothing that was not written as a link.
    ["<b>x</b><img src=x onerror=alert(1)>", ["<b>x</b><img src=x onerror=alert(1)>"]],
    ["![x](https://example.com/x.png)", ["![x](https://example.com/x.png)"]],
    ["[x](javascript:alert(1))", ["[x](javascript:alert(1))"]],
    ["[x](JaVaScRiPt:alert(1))", ["[x](JaVaScRiPt:alert(1))"]],
    ["[x](data:text/html,<script>1</script>)", ["[x](data:text/html,<script>1</script>)"]],
    ["[x](//example.com)", ["[x](//example.com)"]],
    ["[x]( https://example.com)", ["[x]( https://example.com)"]],
    ["[x][1]\n[1]: https://example.com", ["[x][1]\n[1]: https://example.com"]],
    ["<https://example.com> https://example.com", ["<https://example.com> https://example.com"]],
    ["&lt;script&gt; &#x3c;", ["&lt;script&gt; &#x3c;"]],
  ];
  for (const [text, tree] of table) assert.deepEqual(short(inline(text)), tree, text);
});

test("blocks are paragraphs, headings, quotes, lists and code", () => {
  const blocks = parse("# Head\r\none\ntwo\n\n- a\n- b\n1. c\n> quoted\n> on\n```js\n<script>\n```\nend");
  assert.deepEqual(
    blocks.map((block) => [block.is, block.is === "list" ? block.items.map(short) : (block.text ?? short(block.inside))]),
    [
      ["heading", ["Head"]],
      ["paragraph", ["one\ntwo"]],
      ["list", [["a"], ["b"]]],
      ["list", [["c"]]],
      ["quote", ["quoted\non"]],
      ["code", "<script>"],
      ["paragraph", ["end"]],
    ],
  );
  assert.equal(parse("7. seventh\n8. eighth")[0].first, 7, "a list counts as it was written");
  assert.deepEqual(parse("```\nnever closed"), [{ is: "code", text: "never closed" }]);
  assert.deepEqual(parse(""), []);
});

test("no text of 4,000 characters takes long to read", () => {
  const nasty = ["*", "**", "_", "__", "`", "[", "![", "[](", "**a", "*a*b", "> ", "- ", "1. ", "#", "\\", "[a](http://", "***__`"];
  for (const seed of nasty) {
    const text = seed.repeat(Math.ceil(4_000 / seed.length)).slice(0, 4_000);
    const before = performance.now();
    parse(text);
    const took = performance.now() - before;
    assert.ok(took < 2_000, `${JSON.stringify(seed)} repeated takes ${Math.round(took)} ms`);
  }
});

test("a link says where it leads, and what is suspicious about it", () => {
  const table = [
    ["https://example.com/a", "example.com", []],
    ["https://example.com:8443/", "example.com:8443", []],
    ["http://example.com/", "example.com", [/not encrypted/]],
    ["https://google.com@evil.example/", "evil.example", [/user name/]],
    ["https://аpple.com/", "xn--pple-43d.com", [/look like others/]],
    ["https://127.0.0.1/", "127.0.0.1", [/bare number/]],
    ["https://0x7f000001/", "127.0.0.1", [/bare number/]],
    ["https://[::1]/", "[::1]", [/bare number/]],
  ];
  for (const [address, host, warnings] of table) {
    const found = destination(address);
    assert.equal(found?.host, host, address);
    assert.equal(found.warnings.length, warnings.length, `${address}: ${found.warnings}`);
    warnings.forEach((pattern, index) => assert.match(found.warnings[index], pattern));
  }
  for (const address of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/inbox", "//x", "", "https://", "mailto:a@b"]) {
    assert.equal(destination(address), undefined, address);
  }
});
