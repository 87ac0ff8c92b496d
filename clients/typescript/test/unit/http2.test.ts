// Both transports of Node against servers that do not behave.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttp2Server } from "node:http2";
import type { OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import test from "node:test";

import { grpcJs } from "../../src/grpc-js.js";
import { overHttp2 } from "../../src/http2.js";
import { PumpUp } from "../../src/index.js";

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

for (const scheme of ["http", "https"]) {
  test(`a server of ${scheme} that accepts and says nothing is given up, and every try has a connection of its own`, { timeout: 20_000 }, async (context) => {
    const accepted: Socket[] = [];
    const server = createServer((socket) => void accepted.push(socket.on("error", () => {})));
    const url = `${scheme}://127.0.0.1:${await listening(server)}`;
    const client = new PumpUp({ apiKey: "pk_1", url, transport: (target) => overHttp2(target, 10) });
    context.after(() => {
      client.close();
      for (const socket of accepted) socket.destroy();
      server.close();
    });
    const sentence = /No connection to .* came about: .*no connection in time/;
    await assert.rejects(client.tasks.list(), { name: "UnavailableError", message: sentence });
    while (accepted.length < 5) await new Promise(setImmediate); // This very process accepts, maybe a moment later.
  });
}

/** Details that are no google.rpc.Status: no base64, cut off, and one that would say that there is no error. */
const DETAILS = ["!", "/w==", "CAUS/w==", ""];

const TRANSPORTS = { "Node's HTTP/2": undefined, "grpc-js": grpcJs() };

for (const [name, transport] of Object.entries(TRANSPORTS)) {
  test(`over ${name}, a status with unreadable details keeps its code and its sentence`, async (context) => {
    const answers: ((stream: ServerHttp2Stream) => void)[] = [];
    const server = createHttp2Server();
    server.on("stream", (stream: ServerHttp2Stream) => answers.shift()!(stream));
    const client = new PumpUp({ apiKey: "pk_1", url: `http://127.0.0.1:${await listening(server)}`, transport });
    context.after(() => {
      client.close();
      server.close();
    });
    const begin = { ":status": 200, "content-type": "application/grpc" };
    for (const details of DETAILS) {
      const status: OutgoingHttpHeaders = { "grpc-status": "5", "grpc-message": "gone%21", "grpc-status-details-bin": details };
      answers.push(
        (stream) => stream.respond({ ...begin, ...status }, { endStream: true }),
        (stream) => {
          stream.respond(begin, { waitForTrailers: true });
          stream.on("wantTrailers", () => stream.sendTrailers(status));
          stream.end();
        },
      );
      const gone = { name: "NotFoundError", code: "NOT_FOUND", message: "gone!" };
      await assert.rejects(client.tasks.get({ id: "t" }), gone);
      await assert.rejects(client.approvals.watchResult({ id: "a" }, { timeoutMs: 5000 }), gone);
    }
  });
}
