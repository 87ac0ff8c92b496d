// What a player of the scenario finds around it: the stage's answers, and what differs between Node and a browser.
import type { Client, FileSource } from "../../src/shared.js";

/** How to make a client; what is not given is the stage's server and the agent's key. */
export interface Making {
  url?: string;
  apiKey?: string;
  caCert?: string;
  allowPlaintext?: boolean;
  timeoutMs?: number;
}

/** The form of the step `fields`, as the stage has it. */
export interface Form {
  summary: string;
  fields: ({ kind: string; id: string } & Record<string, unknown>)[];
  bids: Record<string, string | number | boolean | string[]>;
  answers: Record<string, string | number | boolean | string[]>;
  confidence: number;
  rationale: string;
}

export interface World {
  url: string;
  adminKey: string;
  form: Form;
  /** The gRPC codes by reason. */
  reasons: Record<string, string>;
  make(making?: Making): Client;
  /** Asks the stage for what an agent cannot do itself. */
  ask(question: Record<string, unknown>): Promise<Record<string, string>>;
  /** What an act comes to with a client for another server. A browser has to be on a page of that server for it. */
  at(url: string, act: string, ...args: unknown[]): Promise<any>;
  /** Bytes as this place has them in its files. */
  file(bytes: Uint8Array<ArrayBuffer>): Promise<FileSource>;
  /** Why a step is not played here. */
  skips: Record<string, string>;
}

/** How a step went. */
export type Verdict = { passed: true } | { passed: false; why: string };

/** What is known of an error on the other side of a page. */
export interface Failure {
  name: string;
  reason: string;
  code: string;
  message: string;
  metadata: Record<string, string>;
}

/** Fails unless both are the same as JSON, whatever the order of members. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [canonical(actual), canonical(expected)];
  if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}`);
}

export function holds(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, each) =>
      each && typeof each === "object" && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
    ) ?? "undefined"
  );
}

/** The error that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    const { name, message, reason = "", code = "", metadata = {} } = error as Failure;
    return { name, message, reason, code, metadata };
  }
  throw new Error("expected an error, got an answer");
}

/** A name that no other player takes. */
export function unique(name: string): string {
  return `${name} ${Math.random().toString(36).slice(2)}`;
}
