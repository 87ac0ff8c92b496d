// How a task stands, in words.
import { TaskStatus } from "../gen/pumpup/v1/tasks_pb";

export interface StatusWords {
  status: TaskStatus;
  /** In the address. */
  slug: string;
  words: string;
  /** For titles. */
  meaning: string;
  tone: "accent" | "warn" | "";
}

export const STATUSES: StatusWords[] = [
  { status: TaskStatus.RUNNING, slug: "running", words: "Running", meaning: "Nobody is asked for anything", tone: "accent" },
  { status: TaskStatus.WAITING, slug: "waiting", words: "Waiting", meaning: "A request on it waits for a person", tone: "warn" },
  { status: TaskStatus.CLOSED, slug: "closed", words: "Closed", meaning: "It has reached its end; only notes can be added", tone: "" },
];

/** The words for a status; nothing for one that this page does not know. */
export const statusOf = (status: TaskStatus): StatusWords | undefined => STATUSES.find((one) => one.status === status);
