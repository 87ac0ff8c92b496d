// What a hostile agent may write: texts that try to run, to load, to lead away, to hide and to pass for the page itself.
// `SINK` stands for a server of the test's own, which nothing may ever ask.

/** U01: texts that try to run. A run tells the test by `__tell`. */
export const SCRIPTS = [
  `<script>__tell("ran 1")</script>`,
  `<ScRiPt src=SINK/s.js></sCrIpT>`,
  `<img src=x onerror=__tell("ran 2")>`,
  `<img src="x" onerror="&#95;_tell('ran 3')">`,
  `<svg onload=__tell("ran 4")>`,
  `<svg><script>__tell("ran 5")</script></svg>`,
  `<svg><animate onbegin=__tell("ran 6") attributeName=x dur=1s>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=__tell("ran 7")>`,
  `<iframe srcdoc="<script>parent.__tell('ran 8')</script>"></iframe>`,
  `<iframe src="javascript:parent.__tell('ran 9')"></iframe>`,
  `<body onload=__tell("ran 10")>`,
  `<details open ontoggle=__tell("ran 11")>`,
  `<input autofocus onfocus=__tell("ran 12")>`,
  `<video><source onerror=__tell("ran 13")></video>`,
  `<object data="data:text/html,<script>__tell('ran 14')</script>"></object>`,
  `<embed src="data:image/svg+xml,<svg onload=__tell('ran 15')>">`,
  `"><script>__tell("ran 16")</script>`,
  `'" autofocus onfocus=__tell("ran 17") x="`,
  `</title></textarea></style></script><script>__tell("ran 18")</script>`,
  `<!--><img src=x onerror=__tell("ran 19")>-->`,
  `<noscript><p title="</noscript><img src=x onerror=__tell('ran 20')>">`,
  `{{constructor.constructor("__tell('ran 21')")()}}`,
  "${__tell('ran 22')}",
  `{@html "<img src=x onerror=__tell('ran 23')>"}`,
  `<template><script>__tell("ran 24")</script></template>`,
  `[click](javascript:__tell("ran 25"))`,
  `[click](JaVaScRiPt&colon;__tell%28"ran 26"%29)`,
  `[click](data:text/html;base64,PHNjcmlwdD5fX3RlbGwoInJhbiIpPC9zY3JpcHQ+)`,
  `[click](https://example.com/"onmouseover="__tell('ran 27'))`,
  "`<img src=x onerror=__tell('ran 28')>`",
  `**<b onclick=__tell("ran 29")>bold</b>**`,
  `&lt;script&gt;__tell("ran 30")&lt;/script&gt;`,
  `__proto__`,
  `constructor`,
];

/** U02: texts that try to load something, or to send somebody away. */
export const LOADS = [
  `![x](SINK/i.png)`,
  `<img src=SINK/i.png>`,
  `<link rel=stylesheet href=SINK/s.css>`,
  `<link rel=prefetch href=SINK/p>`,
  `<link rel=dns-prefetch href=SINK>`,
  `<style>@import "SINK/s.css"; body{background:url(SINK/b.png)}</style>`,
  `<base href="SINK/">`,
  `<meta http-equiv=refresh content="0;url=SINK/">`,
  `<form action=SINK/><input name=a></form>`,
  `<video src=SINK/v.mp4 poster=SINK/p.png autoplay>`,
  `<iframe src=SINK/f></iframe>`,
  `<a href=SINK/ ping=SINK/ping>go</a>`,
  `SINK/autolink <SINK/angle>`,
  `[ref][1] [1]: SINK/ref "t"`,
  `[a link](SINK/page)`,
];

/** U03: texts that hide something or pass for something else, and what has to be seen of them. */
export const SPOOFS = [
  ["invoice\u202Egnp.exe", "U+202E"],
  ["pay\u200Bpal", "U+200B"],
  ["\u2066left\u2069", "U+2066"],
  ["tag\u{E0041}\u{E0042}", "U+E0041"],
  ["zero\u200Dwidth\u2060joiner\uFEFF", "U+200D"],
  ["esc\u001B[31mred", "U+001B"],
  ["filler\u3164\u115F", "U+3164"],
  ["line\u2028separator", "U+2028"],
  ["soft\u00ADhyphen", "U+00AD"],
];

/** U03: prose that looks like the page's own. */
export const CHROME = `✅ **APPROVED BY SECURITY** — Decision: Approved by admin

# Decision
> How it ended: Approved
| Approve | Reject |
\`\`\`
[ Approve ]  [ Reject ]
\`\`\`
${"W".repeat(600)}

${"\n".repeat(60)}above`;

/** With the sink's address in its place. */
export const against = (sink) => [...SCRIPTS, ...LOADS].map((text) => text.replaceAll("SINK", sink));
