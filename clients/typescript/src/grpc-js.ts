// A transport over @grpc/grpc-js, for programs that have it already, or want its name resolution, balancing or proxies.
//
//     import { PumpUp } from "pumpup";
//     import { grpcJs } from "pumpup/grpc-js";
//     const client = new PumpUp({ transport: grpcJs() });
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError, createContextValues } from "@connectrpc/connect";
import type { StreamRequest, Transport, UnaryRequest } from "@connectrpc/connect";
import { runStreamingCall, runUnaryCall } from "@connectrpc/connect/protocol";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import type { ChannelOptions, ClientDuplexStream, ServiceError } from "@grpc/grpc-js";

import type { Connect, Target } from "./client.js";
import { statusOf } from "./status.js";

/** Sending a call again is safe, since every write carries an idempotency key. */
const RETRIES = {
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: 5,
        initialBackoff: "0.2s",
        maxBackoff: "2s",
        backoffMultiplier: 2,
        retryableStatusCodes: ["UNAVAILABLE"],
      },
    },
  ],
};

const OPTIONS: ChannelOptions = {
  "grpc.service_config": JSON.stringify(RETRIES),
  "grpc.keepalive_time_ms": 30_000, // A watch may be quiet for days; this notices a dead connection.
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.keepalive_permit_without_calls": 1,
  "grpc.initial_reconnect_backoff_ms": 200, // Of a second and more, a restarted server would be noticed late.
  "grpc.max_reconnect_backoff_ms": 5000,
  "grpc.max_receive_message_length": -1, // What is too large, the server says.
  "grpc.max_send_message_length": -1,
};

/** No proxy of the environment's hears a key in plaintext, which is meant for this machine or for a way known to be safe. */
const NO_PROXY: ChannelOptions = { "grpc.enable_http_proxy": 0 };

/** For the option `transport` of `PumpUp`. The client retries, which tells why it gave up; so the channel does not. */
export function grpcJs(options: ChannelOptions = {}): Connect {
  return (target) => createGrpcJsTransport(target, { "grpc.enable_retries": 0, ...options });
}

/** A Connect transport over a channel of @grpc/grpc-js, for stubs of your own. It retries by the channel's service config. */
export function createGrpcJsTransport(target: Target, options: ChannelOptions = {}): { transport: Transport; close(): void } {
  const { protocol, hostname, port } = new URL(target.url);
  const secure = protocol === "https:";
  const ca = target.caCert === undefined ? null : Buffer.from(target.caCert);
  const channel = secure ? credentials.createSsl(ca) : credentials.createInsecure();
  const settings = { ...OPTIONS, ...(secure ? {} : NO_PROXY), ...options };
  const client = new Client(`${hostname}:${port || (secure ? 443 : 80)}`, channel, settings);
  const transport: Transport = {
    unary(method, signal, given, header, message, values) {
      const timeoutMs = positive(given);
      return runUnaryCall({
        ...{ signal, timeoutMs },
        req: { stream: false, ...request(method, header, values), method, message },
        next: async (call) => {
          const { message, ...response } = await start(client, call, once(call.message), timeoutMs);
          let answer: (typeof message extends AsyncIterable<infer M> ? M : never) | undefined;
          for await (const each of message) answer = each;
          if (!answer) throw new ConnectError("the server sent no message", Code.Internal);
          return { ...response, stream: false, method: call.method, message: answer };
        },
      });
    },
    stream(method, signal, given, header, message, values) {
      const timeoutMs = positive(given);
      return runStreamingCall({
        ...{ signal, timeoutMs },
        req: { stream: true, ...request(method, header, values), method, message },
        next: async (call) => ({ ...(await start(client, call, call.message, timeoutMs)), stream: true, method: call.method }),
      });
    },
  };
  return { transport, close: () => client.close() };

  function request(
    method: UnaryRequest["method"] | StreamRequest["method"],
    header: HeadersInit | undefined,
    values = createContextValues(),
  ) {
    const url = `${target.url}/${method.parent.typeName}/${method.name}`;
    return { service: method.parent, requestMethod: "POST", url, header: new Headers(header), contextValues: values };
  }
}

/** Connect's way to say that there is no limit is 0. */
function positive(timeoutMs: number | undefined): number | undefined {
  return timeoutMs !== undefined && timeoutMs > 0 ? timeoutMs : undefined;
}

/** Starts a call. On the wire, a single message is a stream of one: one kind of call serves all four. */
async function start<I extends DescMessage, O extends DescMessage>(
  client: Client,
  call: UnaryRequest<I, O> | StreamRequest<I, O>,
  input: AsyncIterable<MessageShape<I>>,
  timeoutMs: number | undefined,
) {
  const { method, signal } = call;
  signal.throwIfAborted();
  const duplex = client.makeBidiStreamRequest<MessageShape<I>, MessageShape<O>>(
    `/${method.parent.typeName}/${method.name}`,
    (message) => Buffer.from(toBinary(method.input, message)),
    (bytes) => fromBinary(method.output, bytes),
    toMetadata(call.header),
    timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs },
  );
  const cancel = () => duplex.cancel();
  signal.addEventListener("abort", cancel);
  const header = new Headers();
  const trailer = new Headers();
  // The status is taken from the events: who begins to read after an error would see a stream that ended well.
  const ended = new Promise<void>((resolve, reject) => {
    duplex.once("error", (error: ServiceError) => reject(toConnectError(error)));
    duplex.once("status", (status) => (fill(trailer, status.metadata), resolve()));
  }).finally(() => signal.removeEventListener("abort", cancel));
  const begun = new Promise<void>((resolve) => duplex.once("metadata", (metadata) => (fill(header, metadata), resolve())));
  const written = write(duplex, input);
  await Promise.race([begun, ended, written.then(() => begun)]);
  return { service: method.parent, header, trailer, message: messages() };

  async function* messages() {
    try {
      yield* duplex as AsyncIterable<MessageShape<O>>;
    } catch {
      // `ended` has the same error, as one of Connect's.
    }
    await ended;
  }
}

async function write<T>(duplex: ClientDuplexStream<T, unknown>, input: AsyncIterable<T>): Promise<void> {
  const over = new Promise<void>((resolve) => duplex.once("status", () => resolve()));
  try {
    for await (const message of input) {
      if (duplex.destroyed) return;
      // A call that is over takes nothing any more, and says so by its status alone.
      if (!duplex.write(message)) await Promise.race([new Promise((resolve) => duplex.once("drain", resolve)), over]);
    }
    duplex.end();
  } catch (error) {
    duplex.cancel(); // What was to be sent could not be read: half of it must not count.
    throw error;
  }
}

async function* once<T>(message: T): AsyncGenerator<T> {
  yield message;
}

function toConnectError(error: ServiceError): ConnectError {
  const header = new Headers({ "grpc-status": String(error.code), "grpc-message": encodeURIComponent(error.details) });
  if (error.metadata) fill(header, error.metadata);
  return statusOf(header) ?? new ConnectError(error.message, Code.Unknown, header, undefined, error);
}

function fill(headers: Headers, metadata: Metadata): void {
  for (const key of Object.keys(metadata.getMap())) {
    for (const value of metadata.get(key)) headers.append(key, typeof value === "string" ? value : value.toString("base64"));
  }
}

function toMetadata(headers: Headers): Metadata {
  const metadata = new Metadata();
  headers.forEach((value, key) => metadata.set(key, key.endsWith("-bin") ? Buffer.from(value, "base64") : value));
  return metadata;
}
