// Asking the server without a browser, as somebody would who has found a cookie or rebinds a name.
import { once } from "node:events";
import { request } from "node:http";

/** Asks a server by hand, under any name and with anything in the headers. */
export async function ask(server, path, { method = "GET", body, ...headers } = {}) {
  const sent = request(server.origin + path, { method, headers }).end(body && Buffer.from(body));
  const [answer] = await once(sent, "response");
  answer.resume();
  await once(answer, "end");
  return { status: answer.statusCode, grpc: answer.headers["grpc-status"] ?? answer.trailers["grpc-status"], headers: answer.headers };
}

/** The cookies of a browser, as it sends them. */
export const cookieOf = async (seat) => (await seat.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/** What makes an empty call out of a request. */
export const CALL = { method: "POST", "content-type": "application/grpc-web+proto", body: [0, 0, 0, 0, 0] };
