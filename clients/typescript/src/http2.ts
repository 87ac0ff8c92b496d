// The transport over Node's own HTTP/2.
import type { ClientHttp2Stream } from "node:http2";
import { connect as connectPlain, isIP } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";

import type { Connection, Target } from "./client.js";
import { mend } from "./status.js";

/** How long a connection may take to come about. Every call waits for the same one: without a limit, for ever. */
const CONNECTING = 10_000;

/** A ping every 30 seconds, also while nothing is called: a watch may be quiet for days. */
const PINGS = { pingIntervalMs: 30_000, pingTimeoutMs: 10_000, pingIdleConnection: true };

/** gRPC over Node's own HTTP/2. */
export function overHttp2(target: Target, limitMs = CONNECTING): Connection {
  const sessionManager = new Sessions(target.url, PINGS, { createConnection: () => connection(target, limitMs) });
  return {
    transport: createGrpcTransport({ baseUrl: target.url, sessionManager }),
    close: () => sessionManager.abort(),
  };
}

/** A connection that comes about in time, or breaks. */
function connection({ url, caCert }: Target, limitMs: number): Socket {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const secure = protocol === "https:";
  const socket = secure
    ? connectTls({ host, port: Number(port || 443), servername: isIP(host) ? "" : host, ALPNProtocols: ["h2"], ca: caCert })
    : connectPlain({ host, port: Number(port || 80) });
  const late = () => socket.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
  let connected = false;
  socket.once(secure ? "secureConnect" : "connect", () => (connected = true));
  // A server of HTTP/2 speaks first, unasked: one that accepts and says nothing is none.
  const timer = setTimeout(() => (connected && socket.bytesRead > 0) || late(), limitMs).unref();
  socket.once("close", () => clearTimeout(timer));
  return socket;
}

/** Connect's sessions, with statuses that can be read. */
class Sessions extends Http2SessionManager {
  override async request(...call: Parameters<Http2SessionManager["request"]>): Promise<ClientHttp2Stream> {
    const stream = await super.request(...call);
    // Listeners share the headers, and Connect's own come after this one.
    for (const event of ["response", "trailers"]) stream.prependListener(event, mend);
    return stream;
  }
}
