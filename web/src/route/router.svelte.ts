// The address bar is the state: where one is and what is filtered stands in the URL, so that it can be shared.

const here = () => new URL(location.href);

let url = $state.raw(here());
addEventListener("popstate", () => {
  const next = here();
  if (holder && !holder(next.href)) history.pushState(null, "", url);
  else url = next;
});

/** What asks before the page goes elsewhere. */
let holder: ((to: string) => boolean) | undefined;

/** Asks before the page goes elsewhere, until the returned function is called; an answer of false keeps it here. */
export function hold(mayGo: (to: string) => boolean): () => void {
  holder = mayGo;
  return () => {
    if (holder === mayGo) holder = undefined;
  };
}

/** A part of a path as people read it; one that is badly written stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where the page is. */
export const route = {
  get url(): URL {
    return url;
  },
  get path(): string {
    return url.pathname;
  },
  /** The parts of the path. */
  get parts(): string[] {
    return url.pathname.split("/").filter(Boolean).map(decoded);
  },
  /** A parameter of the query; empty if it is not there. */
  param(name: string): string {
    return url.searchParams.get(name) ?? "";
  },
};

/** Goes to another place on this page. */
export function go(to: string, { replace = false } = {}): void {
  const next = new URL(to, location.href);
  if (next.href === url.href || (holder && !holder(next.href))) return;
  history[replace ? "replaceState" : "pushState"](null, "", next);
  url = next;
}

/** The same place with other parameters; an empty one is left out. */
export function withParams(changes: Record<string, string>, path = url.pathname): string {
  const params = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** Lets plain clicks on links of this page go without loading it anew. */
export function heedLinks(node: HTMLElement): { destroy: () => void } {
  const heed = (event: MouseEvent) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    event.preventDefault();
    go(link.href);
  };
  node.addEventListener("click", heed);
  return { destroy: () => node.removeEventListener("click", heed) };
}
