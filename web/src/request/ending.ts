// How a request ended, in words.
import type { Timestamp } from "@bufbuild/protobuf/wkt";

import type { Request } from "../gen/pumpup/v1/requests_pb";
import { visible } from "../text/visible";
import { outcomeOf } from "./outcomes";

/** How a request ended. */
export interface End {
  /** In a word or two, for a row. */
  short: string;
  /** In a sentence without its full stop, for a headline. */
  words: string;
  /** When. */
  at: Timestamp | undefined;
  /** What was said with it: a note, or why it was withdrawn. */
  note: string;
  reasonCode: string;
  /** The tags that the person had then. */
  tags: string[];
  tone: "go" | "stop" | "warn" | "";
  /** The id of the person who decided or answered; empty otherwise. */
  by: string;
}

/** How it ended; nothing while it waits. */
export function endOf(request: Request): End | undefined {
  const { state } = request;
  switch (state.case) {
    case "decided": {
      const { outcome, decidedBy, decidedAt, authoritySnapshot } = state.value;
      const kind = outcome?.kind;
      if (!kind?.case) return undefined;
      const { past, tone } = outcomeOf(kind.case);
      const { note, reasonCode } = kind.value;
      const tags = authoritySnapshot?.tags ?? [];
      return { short: past, words: `${past} by ${visible(decidedBy)}`, at: decidedAt, note, reasonCode, tags, tone, by: authoritySnapshot?.subject ?? "" };
    }
    case "answered": {
      const { answeredBy, answeredAt, authoritySnapshot } = state.value;
      const tags = authoritySnapshot?.tags ?? [];
      const words = `Answered by ${visible(answeredBy)}`;
      return { short: "Answered", words, at: answeredAt, note: "", reasonCode: "", tags, tone: "go", by: authoritySnapshot?.subject ?? "" };
    }
    case "cancelled": {
      const { cancelledBy, cancelledAt, reason } = state.value;
      const words = cancelledBy === "platform" ? "Withdrawn, since its task closed" : `Withdrawn by ${visible(cancelledBy)}`;
      return { short: "Withdrawn", words, at: cancelledAt, note: reason, reasonCode: "", tags: [], tone: "", by: "" };
    }
    case "timedOut": {
      const { timedOutAt, fellBackTo } = state.value;
      const note = fellBackTo ? `The task fell back to ${fellBackTo}.` : "";
      return { short: "Timed out", words: "Timed out: nobody decided before its deadline", at: timedOutAt, note, reasonCode: "", tags: [], tone: "warn", by: "" };
    }
    default:
      return undefined;
  }
}
