// The server looks where the page cannot: in the metadata of tasks. What it finds is joined with what the page finds itself.
import { inbox } from "../wire/clients";
import { refusalOf } from "../wire/refusal";

const PAUSE = 200;
const MOST_PAGES = 5;

/** The ids of open requests that the server found for a text. */
export class Search {
  private answer = $state.raw<{ text: string; found: ReadonlySet<string> }>();
  /** Why the server did not look; empty if it did. */
  failure = $state("");

  /** What was found for a text; nothing until the server has answered. */
  found(text: string): ReadonlySet<string> | undefined {
    return this.answer?.text === text ? this.answer.found : undefined;
  }

  /** Looks for a text, and for nothing else from now on; the returned function ends the looking. */
  look(text: string): () => void {
    const stop = new AbortController();
    if (!text) {
      this.answer = undefined;
      this.failure = "";
      return () => stop.abort();
    }
    const timer = setTimeout(() => void this.ask(text, stop.signal), PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  private async ask(text: string, signal: AbortSignal): Promise<void> {
    const found = new Set<string>();
    let pageToken = "";
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await inbox.list({ filter: { text }, pageSize: 200, pageToken }, { signal });
        for (const item of answer.items) if (item.request) found.add(item.request.id);
        pageToken = answer.nextPageToken;
        if (!pageToken) break;
      }
      if (!signal.aborted) {
        this.answer = { text, found };
        this.failure = "";
      }
    } catch (error) {
      if (!signal.aborted) this.failure = refusalOf(error).message;
    }
  }
}
