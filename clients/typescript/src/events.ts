// What agents record on a task.
import type { Client } from "@connectrpc/connect";

import type { Tasks as Service } from "./gen/pumpup/v1/tasks_pb.js";
import type { CallOptions } from "./limits.js";
import { freshKey, fromJson } from "./plain.js";
import type { JsonObject, Keyed, Recorded } from "./plain.js";
import { fromPatch } from "./timeline.js";
import type { MetadataPatch } from "./timeline.js";

interface Common extends Keyed {
  taskId: string;
  externalTraceId?: string | undefined;
}

interface Told extends Common {
  /** Anything more. */
  detail?: JsonObject | undefined;
  /** The step to move to, along a declared exit. */
  transitionsTo?: string | undefined;
  /** The decided or answered request that this is about: it ties "approved" to "done". */
  inResponseTo?: string | undefined;
}

/** What an agent did: the one event by which it advances a case or asserts state. */
export interface AgentAction extends Told {
  description: string;
  metadataPatch?: MetadataPatch | undefined;
  /** Files to attach, under labels that are new to the task. */
  addAttachments?: { label: string; uploadId: string }[] | undefined;
}

/** Something unexpected. */
export interface AgentException extends Told {
  message: string;
}

/** A remark; on closed tasks too. */
export interface Note extends Common {
  message: string;
}

export class Events {
  readonly #stub: Client<typeof Service>;

  constructor(stub: Client<typeof Service>) {
    this.#stub = stub;
  }

  /** Records what an agent did. */
  async agentAction(action: AgentAction, options?: CallOptions): Promise<Recorded> {
    const { description, addAttachments = [] } = action;
    const metadataPatch = fromPatch(action.metadataPatch);
    const { eventId } = await this.#stub.recordAction({ ...told(action), description, metadataPatch, addAttachments }, options);
    return { eventId };
  }

  /** Records something unexpected. */
  async exception(exception: AgentException, options?: CallOptions): Promise<Recorded> {
    const { eventId } = await this.#stub.recordException({ ...told(exception), message: exception.message }, options);
    return { eventId };
  }

  /** Writes a note. */
  async note(note: Note, options?: CallOptions): Promise<Recorded> {
    const { taskId, message, externalTraceId = "", idempotencyKey = freshKey() } = note;
    const { eventId } = await this.#stub.addNote({ taskId, message, externalTraceId, idempotencyKey }, options);
    return { eventId };
  }
}

function told(event: Told) {
  const detail = fromJson(event.detail, "detail");
  const { taskId, transitionsTo = "", inResponseTo = "", externalTraceId = "", idempotencyKey = freshKey() } = event;
  return { taskId, detail, transitionsTo, inResponseTo, externalTraceId, idempotencyKey };
}
