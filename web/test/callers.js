// Whoever calls with a key: agents, and admins who set the scene. They speak gRPC-Web as the page does; files go up by plain
// gRPC, since a browser's calls can't send a stream.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:http2";

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

import { Access } from "../src/gen/pumpup/v1/access_pb.ts";
import { Approvals } from "../src/gen/pumpup/v1/approvals_pb.ts";
import { Elicitations } from "../src/gen/pumpup/v1/elicitations_pb.ts";
import { Inbox } from "../src/gen/pumpup/v1/inbox_pb.ts";
import { Projects } from "../src/gen/pumpup/v1/projects_pb.ts";
import { Tasks } from "../src/gen/pumpup/v1/tasks_pb.ts";
import { Uploads, UploadsUploadRequestSchema, UploadsUploadResponseSchema } from "../src/gen/pumpup/v1/uploads_pb.ts";

/** A key for a write. */
export const newKey = () => randomUUID();

/** The clients of whoever has a key, and the sentences of the quickstart in short. */
export class Caller {
  #origin;
  #key;

  constructor(origin, key) {
    this.#origin = origin;
    this.#key = key;
    const bear = (next) => (request) => {
      request.header.set("authorization", `Bearer ${key}`);
      return next(request);
    };
    const transport = createGrpcWebTransport({ baseUrl: origin, interceptors: [bear] });
    this.access = createClient(Access, transport);
    this.approvals = createClient(Approvals, transport);
    this.elicitations = createClient(Elicitations, transport);
    this.inbox = createClient(Inbox, transport);
    this.projects = createClient(Projects, transport);
    this.tasks = createClient(Tasks, transport);
    this.uploads = createClient(Uploads, transport);
  }

  /** Opens a task and answers it. */
  async open(name, more = {}) {
    const { task } = await this.tasks.create({ idempotencyKey: newKey(), projectName: "general", name, ...more });
    return task;
  }

  /** Asks for a sign-off and answers the request's id; on a new task if none is named. */
  async ask(summary, more = {}) {
    return (await this.approvals.create(await this.#request(summary, more))).eventId;
  }

  /** Asks to fill in a form and answers the request's id. */
  async elicit(summary, more) {
    return (await this.elicitations.create(await this.#request(summary, more))).eventId;
  }

  async #request(summary, { taskId, ...more }) {
    const on = taskId ?? (await this.open(`Task of: ${summary.slice(0, 80)}`)).id;
    return { idempotencyKey: newKey(), projectName: "general", taskId: on, summary, ...more };
  }

  /** Sends a file up and answers what is known of it. */
  async upload(fileName, bytes) {
    const session = connect(this.#origin);
    try {
      const message = create(UploadsUploadRequestSchema, { idempotencyKey: newKey(), fileName, chunk: bytes });
      const answer = await this.#call(session, "/pumpup.v1.Uploads/Upload", toBinary(UploadsUploadRequestSchema, message));
      return fromBinary(UploadsUploadResponseSchema, answer).upload;
    } finally {
      session.close();
    }
  }

  async #call(session, path, message) {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      authorization: `Bearer ${this.#key}`,
    });
    let status = {};
    stream.on("response", (headers) => (status = { ...status, ...headers }));
    stream.on("trailers", (trailers) => (status = { ...status, ...trailers }));
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([head, message]));
    await once(stream, "end");
    if (status["grpc-status"] !== "0") throw new Error(`${path}: ${status["grpc-status"]} ${status["grpc-message"]}`);
    return Buffer.concat(parts).subarray(5);
  }

  /** Attaches uploads to a task. */
  async attach(taskId, attachments) {
    const addAttachments = attachments.map(({ label, uploadId }) => ({ label, uploadId }));
    await this.tasks.recordAction({ idempotencyKey: newKey(), taskId, description: "Attached the evidence", addAttachments });
  }
}
