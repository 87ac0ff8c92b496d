// The contract as the page calls it: gRPC-Web to where the page came from, with the session's cookie.
import { createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

import { Access } from "../gen/pumpup/v1/access_pb";
import { Approvals } from "../gen/pumpup/v1/approvals_pb";
import { Elicitations } from "../gen/pumpup/v1/elicitations_pb";
import { Inbox } from "../gen/pumpup/v1/inbox_pb";
import { Projects } from "../gen/pumpup/v1/projects_pb";
import { Tasks } from "../gen/pumpup/v1/tasks_pb";
import { Uploads } from "../gen/pumpup/v1/uploads_pb";
import { refusalOf } from "./refusal";

/** What is told when the server no longer knows who calls. */
let signedOut = () => {};

/** Says what to do when a call is refused because the session has ended. */
export function onSignedOut(act: () => void): void {
  signedOut = act;
}

function heed(error: unknown): void {
  if (refusalOf(error).reason === "UNAUTHENTICATED") signedOut();
}

/** A stream says that the session has ended where it ends itself, long after it was opened. */
async function* heeded<T>(messages: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* messages;
  } catch (error) {
    heed(error);
    throw error;
  }
}

const heedSignOut: Interceptor = (next) => async (request) => {
  try {
    const response = await next(request);
    return response.stream ? { ...response, message: heeded(response.message) } : response;
  } catch (error) {
    heed(error);
    throw error;
  }
};

const transport = createGrpcWebTransport({ baseUrl: location.origin, interceptors: [heedSignOut] });

export const access = createClient(Access, transport);
export const approvals = createClient(Approvals, transport);
export const elicitations = createClient(Elicitations, transport);
export const inbox = createClient(Inbox, transport);
export const projects = createClient(Projects, transport);
export const tasks = createClient(Tasks, transport);
export const uploads = createClient(Uploads, transport);
