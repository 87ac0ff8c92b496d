// Small conversions between the wire and plain values.
import type { JsonObject } from "@bufbuild/protobuf";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Timestamp } from "@bufbuild/protobuf/wkt";

import type { Attachment as WireAttachment, ContextEntry } from "./gen/pumpup/v1/requests_pb.js";

export type { JsonObject };

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** For the next page; undefined at the end. */
  nextPageToken: string | undefined;
}

/** What every write takes. */
export interface Keyed {
  /** The same key and the same request answer as the first time. One is made where none is given; retries keep it. */
  idempotencyKey?: string | undefined;
}

/** What recording and asking answer. */
export interface Recorded {
  eventId: string;
}

/** Facts to decide by, in their order: a record, or pairs, which keep the order of keys that look like numbers too. */
export type KeyValueContext = Readonly<Record<string, string>> | ReadonlyArray<readonly [key: string, value: string]>;

/** A file that stands on a task under a label. */
export interface Attachment {
  label: string;
  uploadId: string;
  /** The SHA-256 of its bytes in lower-case hex, set by the platform. */
  sha256?: string | undefined;
}

/** Proto3 has no absent strings: empty ones are those. */
export function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}

export function toDate(at: Timestamp | undefined): Date | undefined {
  return at && timestampDate(at);
}

/** A time that the platform always sets. */
export function toSetDate(at: Timestamp | undefined): Date {
  return at ? timestampDate(at) : new Date(Number.NaN);
}

export function fromDate(at: Date | undefined): Timestamp | undefined {
  return at && timestampFromDate(at);
}

export function fromContext(context: KeyValueContext | undefined): { key: string; value: string }[] {
  const pairs = Array.isArray(context) ? (context as [string, string][]) : Object.entries(context ?? {});
  return pairs.map(([key, value]) => ({ key, value }));
}

export function toContext(entries: ContextEntry[]): [string, string][] {
  return entries.map(({ key, value }) => [key, value]);
}

export function toAttachment({ label, uploadId, sha256 }: WireAttachment): Attachment {
  return { label, uploadId, sha256: given(sha256) };
}

/** A fresh idempotency key. (`crypto.randomUUID` is not there on pages without TLS.) */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
