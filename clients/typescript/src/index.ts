// The client on Node, over gRPC.
import { readFileSync } from "node:fs";

import { Client } from "./client.js";
import type { Connect } from "./client.js";
import { SetupError } from "./errors.js";
import { overHttp2 } from "./http2.js";
import { files } from "./node-files.js";
import { checkedKey, checkedUrl } from "./setup.js";

export * from "./shared.js";

/** Where the server is, and who calls it. Nothing need be given: it is all in the environment as well. */
export interface PumpUpOptions {
  /** The key; PUMPUP_API_KEY unless given. */
  apiKey?: string | undefined;
  /** The server's address; PUMPUP_URL unless given, and http://127.0.0.1:50051 without either. */
  url?: string | undefined;
  /** The CA certificate to trust, as PEM or as the path of a file; PUMPUP_CA_CERT unless given. */
  caCert?: string | undefined;
  /** Lets the key go over plaintext to another machine. */
  allowPlaintext?: boolean | undefined;
  /** The deadline of unary calls that name none; 30 seconds unless given. */
  timeoutMs?: number | undefined;
  /** What carries the calls; Node's own HTTP/2 unless given. `grpcJs()` of `pumpup/grpc-js` is another. */
  transport?: Connect | undefined;
}

/** A Pump Up server, as one key sees it. */
export class PumpUp extends Client {
  constructor(options: PumpUpOptions = {}) {
    const { env } = process;
    const apiKey = checkedKey(options.apiKey ?? env.PUMPUP_API_KEY);
    const url = checkedUrl(options.url ?? (env.PUMPUP_URL || "http://127.0.0.1:50051"), options.allowPlaintext ?? false);
    const caCert = pem(options.caCert ?? env.PUMPUP_CA_CERT);
    super({ target: { url, caCert }, connect: options.transport ?? overHttp2, apiKey, timeoutMs: options.timeoutMs, files });
  }
}

function pem(given: string | undefined): string | undefined {
  if (!given || given.includes("-----BEGIN")) return given || undefined;
  try {
    return readFileSync(given, "utf8");
  } catch (error) {
    throw new SetupError(
      `The CA certificate (PUMPUP_CA_CERT, caCert) cannot be read from ${given}: ${(error as Error).message}`,
      error,
    );
  }
}
