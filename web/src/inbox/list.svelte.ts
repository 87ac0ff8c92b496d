// The rows as one reads them. What the server pushes never moves a row under the cursor: what is new is counted and comes in
// when it is asked for, and what has ended stays in its place, marked, until then.
import { untrack } from "svelte";

import { InboxItemSchema, type InboxItem } from "../gen/pumpup/v1/inbox_pb";
import { create } from "@bufbuild/protobuf";
import { idOf } from "./items";

/** One row. */
export interface Row {
  id: string;
  item: InboxItem;
  /** Whether it is no longer among what the view shows. */
  gone: boolean;
}

export class List {
  private shown = $state.raw<string[]>([]);
  private matching = $state.raw<ReadonlyMap<string, InboxItem>>(new Map());
  private last = new Map<string, InboxItem>();
  private chosen = "";

  /** The rows, in their order. */
  rows = $derived.by<Row[]>(() =>
    this.shown.map((id) => {
      const item = this.matching.get(id);
      return { id, item: item ?? this.last.get(id) ?? create(InboxItemSchema), gone: !item };
    }),
  );
  /** How many have come that are not among the rows. */
  fresh = $derived.by(() => {
    const shown = new Set(this.shown);
    let count = 0;
    for (const id of this.matching.keys()) if (!shown.has(id)) count += 1;
    return count;
  });

  /** Takes what matches now, in order, for a choice; another choice begins anew. */
  take(choice: string, matching: InboxItem[]): void {
    untrack(() => {
      this.matching = new Map(matching.map((item) => [idOf(item), item]));
      for (const item of matching) this.last.set(idOf(item), item);
      const nothingToMove = this.rows.every((row) => row.gone);
      if (choice !== this.chosen || nothingToMove) this.settle();
      this.chosen = choice;
    });
  }

  /** Lets in what has come, and drops what has gone. */
  settle(): void {
    this.shown = [...this.matching.keys()];
    this.last = new Map(this.matching);
  }

  /** Drops a row that one has dealt with oneself. */
  drop(id: string): void {
    this.shown = this.shown.filter((other) => other !== id);
  }

  /** The row after one, or before it; the first for one that is not there. */
  beside(id: string, by: 1 | -1): string | undefined {
    const at = this.shown.indexOf(id);
    if (at < 0) return this.shown[0];
    return this.shown[at + by];
  }
}
