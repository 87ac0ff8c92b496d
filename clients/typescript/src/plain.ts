// Small conversions between the wire and plain values.
import type { JsonObject } from "@bufbuild/protobuf";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Timestamp } from "@bufbuild/protobuf/wkt";

import { InvalidRequestError } from "./errors.js";
import type { Violation } from "./errors.js";
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

/** The name of an enum's value, UNKNOWN for one of a newer server. Outcomes are no enums: they are never guessed. */
export function named(name: string | undefined): string {
  return name === undefined || name === "UNSPECIFIED" ? "UNKNOWN" : name;
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

/** The same object, or a sentence for what would silently become something else on the wire: a bigint would be null. */
export function fromJson<T extends JsonObject | undefined>(json: T, path: string): T {
  const violations = faults(json, path);
  if (violations.length === 0) return json;
  const of = { reason: "INVALID_REQUEST", code: "INVALID_ARGUMENT", violations };
  throw new InvalidRequestError("There are values that JSON cannot hold.", of);
}

function faults(value: unknown, path: string): Violation[] {
  if (Array.isArray(value)) return value.flatMap((each, at) => faults(each, `${path}[${at}]`));
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind === "Object") return Object.entries(value as object).flatMap(([key, each]) => faults(each, `${path}.${key}`));
  if (["String", "Number", "Boolean", "Null", "Undefined"].includes(kind)) return [];
  return [{ field: path, description: `is a ${kind}: send it as text` }];
}

/** A fresh idempotency key. (`crypto.randomUUID` is not there on pages without TLS.) */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
