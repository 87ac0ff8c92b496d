// The open requests of the account, live.
import type { InboxItem } from "../gen/pumpup/v1/inbox_pb";
import type { Standing } from "../wire/again";
import type { Refusal } from "../wire/refusal";
import { Items } from "./items";
import { share } from "./shared";

let items = new Items();
let all = $state.raw(items.all);
let complete = $state(false);
let standing = $state.raw<Standing>("loading");
let refusal = $state.raw<Refusal>();

export const waiting = {
  /** By id. */
  get all(): ReadonlyMap<string, InboxItem> {
    return all;
  },
  /** Whether it is known what waits. */
  get complete(): boolean {
    return complete;
  },
  /** How the watch is doing. */
  get standing(): Standing {
    return standing;
  },
  /** Why there is nothing, if the server refused. */
  get refusal(): Refusal | undefined {
    return refusal;
  },
};

/** Keeps it up to date for a person until the returned function is called. */
export function watchFor(person: string): () => void {
  items = new Items();
  all = items.all;
  complete = false;
  refusal = undefined;
  return share(`pumpup.inbox.${person}`, items, {
    changed: () => {
      all = items.all;
      complete = items.complete;
    },
    standing: (next) => (standing = next),
    refused: (why) => (refusal = why),
  });
}
