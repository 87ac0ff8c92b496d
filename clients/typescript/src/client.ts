// The client over any transport. `index.ts` makes it for Node, `web.ts` for browsers.
import { createClient } from "@connectrpc/connect";
import type { Client as Stub, Interceptor, Transport } from "@connectrpc/connect";

import { Approvals } from "./approvals.js";
import { Elicitations } from "./elicitations.js";
import { PumpUpError } from "./errors.js";
import { Events } from "./events.js";
import type { FileSystem } from "./files.js";
import { Access } from "./gen/pumpup/v1/access_pb.js";
import { Approvals as ApprovalsService } from "./gen/pumpup/v1/approvals_pb.js";
import { Elicitations as ElicitationsService } from "./gen/pumpup/v1/elicitations_pb.js";
import { Inbox } from "./gen/pumpup/v1/inbox_pb.js";
import { Projects as ProjectsService } from "./gen/pumpup/v1/projects_pb.js";
import { Tasks as TasksService } from "./gen/pumpup/v1/tasks_pb.js";
import { Uploads as UploadsService } from "./gen/pumpup/v1/uploads_pb.js";
import { layer } from "./layer.js";
import { Projects } from "./projects.js";
import { Tasks } from "./tasks.js";
import { Uploads } from "./uploads.js";

/** Where a transport has to go. */
export interface Target {
  /** The server's address, without a slash at the end. */
  url: string;
  /** The certificates to trust, as PEM, instead of those that the machine trusts. */
  caCert?: string | undefined;
}

/** A transport, which need not retry: the client does. */
export interface Connection {
  transport: Transport;
  close?(): void;
}

/** Makes a transport. */
export type Connect = (target: Target) => Connection;

/** What a client is made of. */
export interface ClientSettings {
  target: Target;
  connect: Connect;
  apiKey: string;
  timeoutMs?: number | undefined;
  files?: FileSystem | undefined;
}

/** Plain clients of every service, with the key, the deadline, the retries and the errors of this client. */
export interface Stubs {
  access: Stub<typeof Access>;
  approvals: Stub<typeof ApprovalsService>;
  elicitations: Stub<typeof ElicitationsService>;
  inbox: Stub<typeof Inbox>;
  projects: Stub<typeof ProjectsService>;
  tasks: Stub<typeof TasksService>;
  uploads: Stub<typeof UploadsService>;
}

/** The deadline of a unary call unless one is given. */
const TIMEOUT = 30_000;

/** A Pump Up server, as one key sees it. */
export class Client {
  readonly approvals: Approvals;
  readonly elicitations: Elicitations;
  readonly events: Events;
  readonly projects: Projects;
  readonly tasks: Tasks;
  readonly uploads: Uploads;
  readonly stubs: Stubs;
  /** The server's address. */
  readonly url: string;
  /** The transport under all of them, for stubs of your own. */
  readonly transport: Transport;
  readonly #connection: Connection;
  readonly #closing = new AbortController();

  constructor({ target, connect, apiKey, timeoutMs = TIMEOUT, files }: ClientSettings) {
    const { url } = target;
    this.url = url;
    this.#connection = connect(target);
    const transport = layer(this.#connection.transport, { url, apiKey, timeoutMs, closing: this.#closing.signal });
    this.transport = transport;
    this.stubs = {
      access: createClient(Access, transport),
      approvals: createClient(ApprovalsService, transport),
      elicitations: createClient(ElicitationsService, transport),
      inbox: createClient(Inbox, transport),
      projects: createClient(ProjectsService, transport),
      tasks: createClient(TasksService, transport),
      uploads: createClient(UploadsService, transport),
    };
    this.approvals = new Approvals(this.stubs.approvals);
    this.elicitations = new Elicitations(this.stubs.elicitations);
    this.events = new Events(this.stubs.tasks);
    this.projects = new Projects(this.stubs.projects);
    this.tasks = new Tasks(this.stubs.tasks);
    this.uploads = new Uploads(this.stubs.uploads, { url, files });
  }

  /** Closes the connection, and ends whatever is still called or watched. A program need not call it to end. */
  close(): void {
    this.#closing.abort(new PumpUpError("The client was closed.", { reason: "CLOSED", code: "CANCELLED", refused: true }));
    this.#connection.close?.();
  }
}

export type { Interceptor, Transport };
