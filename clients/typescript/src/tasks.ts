// Tasks: the cases that agents work on, each with its timeline.
import type { Client } from "@connectrpc/connect";

import { TaskStatus as WireStatus } from "./gen/pumpup/v1/tasks_pb.js";
import type { Task as WireTask, Tasks as Service } from "./gen/pumpup/v1/tasks_pb.js";
import { Limit } from "./limits.js";
import type { CallOptions } from "./limits.js";
import { unknown } from "./outcomes.js";
import { items } from "./pages.js";
import type { Paging } from "./pages.js";
import { freshKey, given, named, toAttachment, toSetDate } from "./plain.js";
import type { Attachment, JsonObject, Keyed, Page, Recorded } from "./plain.js";
import { toRequest } from "./requests.js";
import type { Request } from "./requests.js";
import { fromPatch, toEvent } from "./timeline.js";
import type { MetadataPatch, TaskEvent } from "./timeline.js";
import { resuming } from "./watch.js";
import type { WatchOptions } from "./watch.js";

/** How a task stands: WAITING while a request is open on it. */
export type TaskStatus = "RUNNING" | "WAITING" | "CLOSED";

/** A case: one claim, one onboarding, one conversation. */
export interface Task {
  id: string;
  projectId: string;
  /** The slug of that project. */
  projectName: string;
  name: string;
  externalId: string | undefined;
  currentStep: string;
  /** UNKNOWN: of a newer server than this client knows. */
  status: TaskStatus | "UNKNOWN";
  metadata: JsonObject;
  attachments: Attachment[];
  assigneeId: string | undefined;
  assigneeName: string | undefined;
  createdAt: Date;
  updatedAt: Date;
  /** The sequence number of its last event. */
  lastSequence: number;
}

/** A task to open. */
export interface NewTask extends Keyed {
  /** The slug of the project. */
  projectName: string;
  name: string;
  /** Your own correlation token. */
  externalId?: string | undefined;
  /** The metadata to begin with. */
  metadataPatch?: MetadataPatch | undefined;
}

/** Which tasks. */
export interface TaskFilter extends Paging {
  projectName?: string | undefined;
  status?: TaskStatus | undefined;
  /** Part of the name, in whatever case. */
  name?: string | undefined;
}

/** Where on a timeline. */
export interface TimelineQuery {
  /** The task's id. */
  id: string;
  /** `nextCursor` or `cursor` of what was read last; the first event unless given. */
  cursor?: string | undefined;
  /** The size of a page; 50 unless given, 200 at the most. */
  limit?: number | undefined;
}

export class Tasks {
  readonly #stub: Client<typeof Service>;

  constructor(stub: Client<typeof Service>) {
    this.#stub = stub;
  }

  /** Opens a task. */
  async create(task: NewTask, options?: CallOptions): Promise<Task> {
    const { projectName, name, externalId = "", idempotencyKey = freshKey() } = task;
    const metadataPatch = fromPatch(task.metadataPatch);
    const created = await this.#stub.create({ projectName, name, externalId, metadataPatch, idempotencyKey }, options);
    return toSetTask(created.task);
  }

  /** The task as it stands, and the requests that wait for a person; one at the most today. */
  async get({ id }: { id: string }, options?: CallOptions): Promise<{ task: Task; openRequests: Request[] }> {
    const { task, openRequests } = await this.#stub.get({ id }, options);
    return { task: toSetTask(task), openRequests: openRequests.map(toRequest) };
  }

  /** A page of tasks, newest first. */
  async list(filter: TaskFilter = {}, options?: CallOptions): Promise<Page<Task>> {
    const { projectName = "", name = "", pageSize = 0, pageToken = "" } = filter;
    const status = WireStatus[filter.status ?? "UNSPECIFIED"];
    const { tasks, nextPageToken } = await this.#stub.list({ projectName, status, name, pageSize, pageToken }, options);
    return { items: tasks.map(toTask), nextPageToken: given(nextPageToken) };
  }

  /** Every task, newest first, page by page. */
  iterate(filter: TaskFilter = {}, options?: CallOptions): AsyncGenerator<Task> {
    return items((pageToken) => this.list({ ...filter, pageToken }, options), filter.pageToken);
  }

  /** A page of the timeline, oldest first. One without items is the end as it is now. */
  async events(query: TimelineQuery, options?: CallOptions): Promise<{ items: TaskEvent[]; nextCursor: string }> {
    const { id: taskId, cursor = "", limit = 0 } = query;
    const { events, nextCursor } = await this.#stub.listEvents({ taskId, cursor, limit }, options);
    return { items: events.map(toEvent), nextCursor };
  }

  /** Every event up to now, page by page. */
  async *iterateEvents(query: TimelineQuery, options?: CallOptions): AsyncGenerator<TaskEvent> {
    for (let cursor = query.cursor; ; ) {
      const page = await this.events({ ...query, cursor }, options);
      if (page.items.length === 0) return;
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  /**
   * Follows the timeline live, over whatever happens to the connection: each event once, in order. It goes on until the loop
   * is left, the signal aborts or `timeoutMs` is over.
   */
  async *watchEvents({ id, cursor = "" }: Omit<TimelineQuery, "limit">, options: WatchOptions = {}): AsyncGenerator<TaskEvent> {
    const limit = new Limit(`The watch of task ${id}`, options);
    let processed = cursor;
    try {
      const open = (signal: AbortSignal) => this.#stub.watchEvents({ taskId: id, cursor: processed }, { signal });
      for await (const message of resuming(open, limit, options)) {
        yield* message.events.map(toEvent);
        processed = message.cursor;
      }
    } finally {
      limit.end();
    }
  }

  /** Moves a task along a declared exit; people only. (Agents move it by an action.) */
  async move(
    move: { id: string; transitionsTo: string; description?: string | undefined } & Keyed,
    options?: CallOptions,
  ): Promise<Recorded> {
    const { id: taskId, transitionsTo, description = "", idempotencyKey = freshKey() } = move;
    const { eventId } = await this.#stub.move({ taskId, transitionsTo, description, idempotencyKey }, options);
    return { eventId };
  }

  /** Gives a task to a person, or to nobody; people only. */
  async assign(assignment: { id: string; assigneeId: string | undefined } & Keyed, options?: CallOptions): Promise<Recorded> {
    const { id: taskId, assigneeId = "", idempotencyKey = freshKey() } = assignment;
    const { eventId } = await this.#stub.assign({ taskId, assigneeId, idempotencyKey }, options);
    return { eventId };
  }
}

function toSetTask(task: WireTask | undefined): Task {
  if (!task) throw unknown("no task");
  return toTask(task);
}

export function toTask(task: WireTask): Task {
  const { id, projectId, projectName, name, currentStep, metadata } = task;
  return {
    id,
    projectId,
    projectName,
    name,
    externalId: given(task.externalId),
    currentStep,
    status: named(WireStatus[task.status]) as Task["status"],
    metadata: metadata ?? {},
    attachments: task.attachments.map(toAttachment),
    assigneeId: given(task.assigneeId),
    assigneeName: given(task.assigneeName),
    createdAt: toSetDate(task.createdAt),
    updatedAt: toSetDate(task.updatedAt),
    lastSequence: Number(task.lastSequence),
  };
}
