// What the inbox's watch has said so far, put together. The same in the tab that watches and in those that listen to it.
import type { InboxItem, InboxWatchResponse } from "../gen/pumpup/v1/inbox_pb";

/** The open requests as they were last heard of. */
export class Items {
  /** By id. Replaced, never changed, so that whoever drew it can tell. */
  all: ReadonlyMap<string, InboxItem> = new Map();
  /** Whether a whole snapshot has been heard. */
  complete = false;
  private coming: Map<string, InboxItem> | undefined = new Map();

  /** Whether what is known is as the stream has it: no snapshot is under way. */
  get settled(): boolean {
    return this.complete && !this.coming;
  }

  /** A stream begins anew. What is known stays until its snapshot is complete. */
  restart(): void {
    this.coming = new Map();
  }

  /** Takes a message, and answers whether what is known has changed. */
  take(message: InboxWatchResponse): boolean {
    if (message.snapshot && this.coming) {
      for (const item of message.upserts) this.coming.set(idOf(item), item);
      return false;
    }
    const quiet = !this.coming && message.upserts.length === 0 && message.removals.length === 0;
    if (quiet) return false;
    const next = this.coming ?? new Map(this.all);
    for (const id of message.removals) next.delete(id);
    for (const item of message.upserts) next.set(idOf(item), item);
    this.coming = undefined;
    this.all = next;
    this.complete = true;
    return true;
  }
}

/** The id of an item's request. */
export const idOf = (item: InboxItem): string => item.request?.id ?? "";
