// The client in browsers, over gRPC-Web.
import { create, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import { encodeEnvelopes } from "@connectrpc/connect/protocol";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

import { Client } from "./client.js";
import type { Connect, Transport } from "./client.js";
import { LimitExceededError } from "./errors.js";
import { checkedKey, checkedUrl } from "./setup.js";

export * from "./shared.js";

/** Where the server is, and who calls it. */
export interface PumpUpOptions {
  /** The key. It is in the hands of whoever uses the page: give it to pages of your own only. */
  apiKey: string;
  /** The server's address; the page's own origin unless given. Servers let no other origins call them. */
  url?: string | undefined;
  /** Lets the key go over plaintext to another machine. */
  allowPlaintext?: boolean | undefined;
  /** The deadline of unary calls that name none; 30 seconds unless given. */
  timeoutMs?: number | undefined;
  /** What carries the calls; `fetch` unless given. */
  transport?: Connect | undefined;
}

/** A Pump Up server, as one key sees it. */
export class PumpUp extends Client {
  constructor(options: PumpUpOptions) {
    const apiKey = checkedKey(options.apiKey);
    const url = checkedUrl(options.url ?? globalThis.location.origin, options.allowPlaintext ?? false);
    super({ target: { url }, connect: options.transport ?? overFetch, apiKey, timeoutMs: options.timeoutMs });
  }
}

/** What the server takes as one message. It resets the connection of who sends more, so that a page would not read why. */
const LARGEST = 3_584 * 1024;

const fetchChecked: typeof fetch = (to, init) => {
  const size = init?.body instanceof Uint8Array ? init.body.length : 0;
  if (size <= LARGEST) return fetch(to, init);
  throw new LimitExceededError(
    `The message has ${size} bytes; a server takes ${LARGEST} at the most. Send what is large as an upload.`,
    { reason: "LIMIT_EXCEEDED", code: "RESOURCE_EXHAUSTED" },
  );
};

const overFetch: Connect = ({ url }) => {
  const transport = createGrpcWebTransport({ baseUrl: url, fetch: fetchChecked });
  return { transport: { unary: transport.unary, stream: (...call) => stream(url, transport, ...call) } };
};

/** gRPC-Web has no client streams, since `fetch` has none. A stream that is known whole is a body like any other, though. */
async function stream<I extends DescMessage, O extends DescMessage>(
  baseUrl: string,
  transport: Transport,
  ...[method, signal, timeoutMs, header, input, values]: Parameters<Transport["stream"]>
): ReturnType<typeof transport.stream<I, O>> {
  type Streaming = DescMethodStreaming<I, O>;
  if (method.methodKind !== "client_streaming") {
    return transport.stream<I, O>(
      method as Streaming,
      signal,
      timeoutMs,
      header,
      input as AsyncIterable<MessageInitShape<I>>,
      values,
    );
  }
  const envelopes: { flags: number; data: Uint8Array }[] = [];
  for await (const message of input) envelopes.push({ flags: 0, data: toBinary(method.input, create(method.input, message)) });
  const whole: typeof fetch = (to, init) => fetch(to, { ...init, body: encodeEnvelopes(...envelopes) });
  const once = createGrpcWebTransport({ baseUrl, fetch: whole });
  const unary = { ...method, methodKind: "unary" } as unknown as DescMethodUnary<I, O>;
  const answer = await once.unary(unary, signal, timeoutMs, header, {} as MessageInitShape<I>, values);
  const messages = (async function* () {
    yield answer.message;
  })();
  return { ...answer, stream: true, method: method as Streaming, message: messages };
}
