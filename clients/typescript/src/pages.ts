// Lists as iterators that fetch their pages as they are needed.
import type { Page } from "./plain.js";

/** Which page of a list, and how large. */
export interface Paging {
  /** How many at the most; 50 unless given, 200 at the most. */
  pageSize?: number | undefined;
  /** `nextPageToken` of the page before. */
  pageToken?: string | undefined;
}

/** Every item of a list, from the page on that the token names. */
export async function* items<T>(fetch: (pageToken: string | undefined) => Promise<Page<T>>, from?: string): AsyncGenerator<T> {
  let token = from;
  do {
    const page: Page<T> = await fetch(token);
    yield* page.items;
    token = page.nextPageToken;
  } while (token !== undefined);
}
