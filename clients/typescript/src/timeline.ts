// The events of a task's timeline, as they are read.
import { EventType as WireEventType, Party as WireParty } from "./gen/pumpup/v1/events_pb.js";
import type { Event as WireEvent, MetadataPatch as WirePatch } from "./gen/pumpup/v1/events_pb.js";
import { fromJson, given, named, toAttachment, toSetDate } from "./plain.js";
import type { Attachment, JsonObject } from "./plain.js";
import { toApprovalResult, toElicitationResult, toRequest } from "./requests.js";
import type { ApprovalResult, ElicitationResult, Request } from "./requests.js";

/** What kind of thing happened. */
export type EventType = Exclude<keyof typeof WireEventType, "UNSPECIFIED"> | "UNKNOWN";

/** Who acts. */
export type Party = "AGENT" | "HUMAN" | "PLATFORM" | "UNKNOWN";

/** Changes to a task's metadata, applied in this order. */
export interface MetadataPatch {
  /** Keys to write, whatever stands there. */
  set?: JsonObject | undefined;
  /** Keys to write only where they are absent. */
  setOnce?: JsonObject | undefined;
  /** Keys to remove. */
  unset?: string[] | undefined;
}

/** The particulars of an event. */
export type Payload =
  | { type: "ApprovalRequested"; request: Request }
  | { type: "ApprovalDecided"; result: ApprovalResult }
  | { type: "ElicitationRequested"; request: Request }
  | { type: "ElicitationProvided"; result: ElicitationResult }
  | {
      type: "Action";
      description: string;
      detail: JsonObject;
      metadataPatch: MetadataPatch | undefined;
      addAttachments: Attachment[];
    }
  | { type: "ExceptionRaised"; message: string; detail: JsonObject }
  | { type: "Note"; message: string }
  | { type: "Timeout"; timedOutStep: string; fallbackRefused: string | undefined }
  | { type: "Assignment"; assigneeId: string | undefined; assigneeName: string | undefined }
  | {
      type: "TaskCreated";
      name: string;
      initialStep: string;
      metadataPatch: MetadataPatch | undefined;
      externalId: string | undefined;
    }
  | { type: "TaskClosed"; terminalStep: string }
  | { type: "RequestCancelled"; reason: string }
  /** Of a newer server than this client knows. */
  | { type: "Unknown" };

/** One thing that happened on a task. */
export interface TaskEvent {
  id: string;
  taskId: string;
  projectId: string;
  /** Its place on the timeline: 1, 2, 3, … without gaps. (uint64 on the wire; a number holds all that will ever be.) */
  sequence: number;
  eventType: EventType;
  timestamp: Date;
  /** Who fired it. */
  source: Party;
  /** Whose step it happened in. */
  owner: Party;
  actorId: string | undefined;
  actorName: string | undefined;
  /** The request that this belongs to. */
  inResponseTo: string | undefined;
  transitionFrom: string | undefined;
  transitionTo: string | undefined;
  externalTraceId: string | undefined;
  payload: Payload;
}

export function toEvent(event: WireEvent): TaskEvent {
  const { id, taskId, projectId } = event;
  return {
    id,
    taskId,
    projectId,
    sequence: Number(event.sequence),
    eventType: named(WireEventType[event.eventType]) as EventType,
    timestamp: toSetDate(event.timestamp),
    source: toParty(event.source),
    owner: toParty(event.owner),
    actorId: given(event.actorId),
    actorName: given(event.actorName),
    inResponseTo: given(event.inResponseTo),
    transitionFrom: given(event.transitionFrom),
    transitionTo: given(event.transitionTo),
    externalTraceId: given(event.externalTraceId),
    payload: toPayload(event.payload),
  };
}

export function toParty(party: WireParty): Party {
  return named(WireParty[party]) as Party;
}

export function fromPatch(patch: MetadataPatch | undefined): MetadataPatch | undefined {
  fromJson(patch?.set, "metadata_patch.set");
  fromJson(patch?.setOnce, "metadata_patch.set_once");
  return patch;
}

function toPatch(patch: WirePatch | undefined): MetadataPatch | undefined {
  return patch && { set: patch.set ?? {}, setOnce: patch.setOnce ?? {}, unset: patch.unset };
}

function toPayload({ case: kind, value }: WireEvent["payload"]): Payload {
  switch (kind) {
    // Both hold the whole request: the server always sets it.
    case "approvalRequested":
      return value.request ? { type: "ApprovalRequested", request: toRequest(value.request) } : { type: "Unknown" };
    case "elicitationRequested":
      return value.request ? { type: "ElicitationRequested", request: toRequest(value.request) } : { type: "Unknown" };
    case "approvalDecided":
      return value.result ? { type: "ApprovalDecided", result: toApprovalResult(value.result) } : { type: "Unknown" };
    case "elicitationProvided":
      return value.result ? { type: "ElicitationProvided", result: toElicitationResult(value.result) } : { type: "Unknown" };
    case "action":
      return {
        type: "Action",
        description: value.description,
        detail: value.detail ?? {},
        metadataPatch: toPatch(value.metadataPatch),
        addAttachments: value.addAttachments.map(toAttachment),
      };
    case "exception":
      return { type: "ExceptionRaised", message: value.message, detail: value.detail ?? {} };
    case "note":
      return { type: "Note", message: value.message };
    case "timeout":
      return { type: "Timeout", timedOutStep: value.timedOutStep, fallbackRefused: given(value.fallbackRefused) };
    case "assignment":
      return { type: "Assignment", assigneeId: given(value.assigneeId), assigneeName: given(value.assigneeName) };
    case "taskCreated":
      return {
        type: "TaskCreated",
        name: value.name,
        initialStep: value.initialStep,
        metadataPatch: toPatch(value.metadataPatch),
        externalId: given(value.externalId),
      };
    case "taskClosed":
      return { type: "TaskClosed", terminalStep: value.terminalStep };
    case "requestCancelled":
      return { type: "RequestCancelled", reason: value.reason };
    default:
      return { type: "Unknown" };
  }
}
