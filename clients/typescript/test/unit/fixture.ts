// A client over a transport that fails as a test tells it to.
import { Code, ConnectError, createRouterTransport } from "@connectrpc/connect";
import type { ConnectRouter } from "@connectrpc/connect";

import { PumpUp } from "../../src/index.js";
import type { PumpUpOptions } from "../../src/index.js";

/** A client whose server is these routes. */
export function client(routes: (router: ConnectRouter) => void, options: PumpUpOptions = {}): PumpUp {
  const transport = () => ({ transport: createRouterTransport(routes) });
  return new PumpUp({ apiKey: "pk_1", url: "http://127.0.0.1:1", transport, ...options });
}

/** What a server says that is on its way out. */
export const AWAY = () => new ConnectError("away", Code.Unavailable);
