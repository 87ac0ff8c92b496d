// Puts the gRPC-Web of a page into gRPC, for a server that speaks nothing else: one message there, one message or none back.
import { connect } from "node:http2";
import type { IncomingHttpHeaders } from "node:http2";

import type { Page } from "playwright-core";

interface Answer {
  body: Buffer;
  trailers: IncomingHttpHeaders;
}

/** Sends the page's calls to the server at its origin as gRPC. */
export async function bridge(page: Page, origin: string): Promise<void> {
  await page.route(`${origin}/pumpup.v1.*/*`, async (route) => {
    const request = route.request();
    const { authorization = "" } = request.headers();
    const { body, trailers } = await call(
      origin,
      new URL(request.url()).pathname,
      authorization,
      request.postDataBuffer() ?? Buffer.alloc(0),
    );
    const lines = Object.entries(trailers).filter(([name]) => /^grpc-|^x-/.test(name));
    await route.fulfill({
      contentType: "application/grpc-web+proto",
      body: Buffer.concat([body, trailerFrame(lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join(""))]),
    });
  });
}

function call(origin: string, path: string, authorization: string, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const session = connect(origin);
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      authorization,
    });
    const chunks: Buffer[] = [];
    let trailers: IncomingHttpHeaders = {};
    for (const source of [session, stream]) source.on("error", reject);
    stream.on("response", (headers) => (trailers = { ...trailers, ...headers })); // An answer may be nothing but trailers.
    stream.on("trailers", (headers) => (trailers = { ...trailers, ...headers }));
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => (session.close(), resolve({ body: Buffer.concat(chunks), trailers })));
    stream.end(body);
  });
}

function trailerFrame(text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(0x80);
  head.writeUInt32BE(Buffer.byteLength(text), 1);
  return Buffer.concat([head, Buffer.from(text)]);
}
