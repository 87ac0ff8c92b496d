// One watch of the inbox for all tabs of a browser: browsers open few connections to one server, and a stream holds one.
//
// The tabs agree by a lock on which of them watches; that one tells the others over a broadcast channel. When it closes, the
// lock passes on and another one watches. Where there are no locks (plain HTTP away from loopback) each tab watches itself.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";

import { InboxWatchResponseSchema, type InboxWatchResponse } from "../gen/pumpup/v1/inbox_pb";
import { follow, type Standing } from "../wire/again";
import { inbox } from "../wire/clients";
import type { Refusal } from "../wire/refusal";
import type { Items } from "./items";

type Said = { is: "hello" } | { is: "restart" } | { is: "message"; bytes: Uint8Array } | { is: "standing"; standing: Standing };

/** Who is told. */
export interface Listener {
  changed: () => void;
  standing: (standing: Standing) => void;
  refused: (refusal: Refusal) => void;
}

/** Keeps `items` up to date until the returned function is called; `name` tells one person's tabs from another's. */
export function share(name: string, items: Items, listener: Listener): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel(name);
  let watching = false;
  /** Whether what is told has been heard from a beginning: the tail of a snapshot is not taken for the whole. */
  let listening = false;
  /** Whether somebody came who is still to be told everything. */
  let awaited = false;
  let standing: Standing = "loading";
  const tell = (said: Said) => channel.postMessage(said);

  const stand = (next: Standing) => {
    // Each opening of the stream begins with a snapshot.
    if (next !== "live") items.restart();
    if (watching) {
      if (next !== "live") tell({ is: "restart" });
      tell({ is: "standing", standing: next });
    }
    standing = next;
    listener.standing(next);
  };
  const take = (message: InboxWatchResponse) => {
    if (watching) tell({ is: "message", bytes: toBinary(InboxWatchResponseSchema, message) });
    if (items.take(message)) listener.changed();
    if (watching && awaited && items.settled) retell();
  };

  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (watching) {
      // In the middle of a snapshot there is only a part to tell.
      if (data.is !== "hello") return;
      if (items.settled) retell();
      else awaited = true;
    } else if (data.is === "restart") {
      listening = true;
      items.restart();
    } else if (data.is === "message") {
      if (listening) take(fromBinary(InboxWatchResponseSchema, data.bytes));
    } else if (data.is === "standing") {
      standing = data.standing;
      listener.standing(standing);
    }
  };
  // Whoever comes late is told everything as a stream would.
  const retell = () => {
    awaited = false;
    const bytes = (snapshot: boolean) =>
      toBinary(InboxWatchResponseSchema, create(InboxWatchResponseSchema, { snapshot, upserts: snapshot ? [...items.all.values()] : [] }));
    tell({ is: "restart" });
    tell({ is: "message", bytes: bytes(true) });
    tell({ is: "message", bytes: bytes(false) });
    tell({ is: "standing", standing });
  };

  const watch = () =>
    new Promise<void>((resolve) => {
      if (stop.signal.aborted) return resolve();
      watching = true;
      const open = (signal: AbortSignal) => inbox.watch({}, { signal });
      const end = follow({ open, take, standing: stand, refused: listener.refused });
      stop.signal.addEventListener("abort", () => {
        end();
        resolve();
      });
    });

  if (navigator.locks) {
    // Being stopped while one waits for the lock is no failure.
    navigator.locks.request(name, { signal: stop.signal }, watch).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    tell({ is: "hello" });
  } else {
    void watch();
  }
  return () => {
    stop.abort();
    channel.close();
  };
}
