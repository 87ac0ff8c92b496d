// For working on the page: with PUMPUP_PAGE, a folder that `vite build` wrote to, its files stand in for those within the
// binary, under the binary's own headers. Without it, what is tested is what the binary serves.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const FOLDER = process.env.PUMPUP_PAGE;
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Lets the files of the folder stand in, if there is one. */
export async function standIn(context, origin) {
  if (!FOLDER) return;
  const { headers } = await fetch(`${origin}/`);
  const kept = Object.fromEntries([...headers].filter(([name]) => !/^(content-(type|length|encoding)|etag|date)$/.test(name)));
  await context.route(
    (url) => url.origin === origin && !/^\/(pumpup\.v1|session)/.test(url.pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const path = extname(pathname) ? pathname : "/index.html";
      const body = await readFile(join(FOLDER, path)).catch(() => undefined);
      if (!body) return route.fulfill({ status: 404 });
      return route.fulfill({ headers: { ...kept, "content-type": TYPES[extname(path)] ?? "application/octet-stream" }, body });
    },
  );
}
