// What both entries of the package offer: the types, the errors, and the parts of the client.
export * from "./errors.js";
export { Approvals } from "./approvals.js";
export type { ApprovalRequest, AskCommon, ResultQuery } from "./approvals.js";
export { Client } from "./client.js";
export type { Connect, Connection, Stubs, Target } from "./client.js";
export { Elicitations } from "./elicitations.js";
export type { Answers, ElicitationRequest } from "./elicitations.js";
export { Events } from "./events.js";
export type { AgentAction, AgentException, Note } from "./events.js";
export type { Field, FieldBid, FieldValue, Format, TypedValue } from "./fields.js";
export type { FileSource } from "./files.js";
export type { CallOptions } from "./limits.js";
export type { AuthoritySnapshot, Outcome, OutcomeBid } from "./outcomes.js";
export type { Paging } from "./pages.js";
export type { Attachment, JsonObject, Keyed, KeyValueContext, Page, Recorded } from "./plain.js";
export { Projects } from "./projects.js";
export type { Project, ProjectFilter, ReasonPreset, StepGraph } from "./projects.js";
export type {
  ApprovalEnd,
  ApprovalResult,
  Ask,
  Cancelled,
  ElicitationEnd,
  ElicitationResult,
  Request,
  TimedOut,
} from "./requests.js";
export { Tasks } from "./tasks.js";
export type { NewTask, Task, TaskFilter, TaskStatus, TimelineQuery } from "./tasks.js";
export type { EventType, MetadataPatch, Party, Payload, TaskEvent } from "./timeline.js";
export { Download, Uploads } from "./uploads.js";
export type { NewUpload, Upload } from "./uploads.js";
export type { ResultWatchOptions, WatchOptions } from "./watch.js";
