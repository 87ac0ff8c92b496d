// Projects: they group tasks, and route them to people. (Making and changing them is for people: `stubs.projects`.)
import type { Client } from "@connectrpc/connect";

import { OutcomeKind } from "./gen/pumpup/v1/outcomes_pb.js";
import type { Project as WireProject, Projects as Service } from "./gen/pumpup/v1/projects_pb.js";
import type { CallOptions } from "./limits.js";
import { unknown } from "./outcomes.js";
import type { Outcome } from "./outcomes.js";
import { items } from "./pages.js";
import type { Paging } from "./pages.js";
import { given, named, toSetDate } from "./plain.js";
import type { JsonObject, Page } from "./plain.js";
import { toParty } from "./timeline.js";
import type { Party } from "./timeline.js";

/** A project. */
export interface Project {
  id: string;
  /** The display name. */
  name: string;
  /** The slug that agents name it by. */
  projectName: string;
  /** The states that its tasks move through. */
  steps: StepGraph;
  /** How soon people want requests answered; nothing closes by it. */
  responseTargetMs: number | undefined;
  reasonPresets: ReasonPreset[];
  createdAt: Date;
  updatedAt: Date;
}

/** The states that tasks move through. A step without exits closes the task. */
export interface StepGraph {
  initialStep: string;
  steps: { name: string; owner: Party; exits: string[] }[];
  /** By step: the JSON Schema that a task's metadata has to satisfy to enter it. */
  stepSchemas: Record<string, JsonObject>;
}

/** A reason code that people are offered when they decide. */
export interface ReasonPreset {
  code: string;
  label: string | undefined;
  /** The outcomes that it is offered for; none means all of them. */
  outcomes: (Outcome["type"] | "UNKNOWN")[];
}

/** Which projects. */
export interface ProjectFilter extends Paging {
  /** Part of the display name or the slug, in whatever case. */
  name?: string | undefined;
}

export class Projects {
  readonly #stub: Client<typeof Service>;

  constructor(stub: Client<typeof Service>) {
    this.#stub = stub;
  }

  /** A page of projects, in the order of their making. */
  async list(filter: ProjectFilter = {}, options?: CallOptions): Promise<Page<Project>> {
    const { name = "", pageSize = 0, pageToken = "" } = filter;
    const { projects, nextPageToken } = await this.#stub.list({ name, pageSize, pageToken }, options);
    return { items: projects.map(toProject), nextPageToken: given(nextPageToken) };
  }

  /** Every project, page by page. */
  iterate(filter: ProjectFilter = {}, options?: CallOptions): AsyncGenerator<Project> {
    return items((pageToken) => this.list({ ...filter, pageToken }, options), filter.pageToken);
  }

  /** One project, by its id or its slug. */
  async get(which: { id: string } | { projectName: string }, options?: CallOptions): Promise<Project> {
    const key =
      "id" in which ? ({ case: "id", value: which.id } as const) : ({ case: "projectName", value: which.projectName } as const);
    const { project } = await this.#stub.get({ key }, options);
    if (!project) throw unknown("no project");
    return toProject(project);
  }
}

function toProject(project: WireProject): Project {
  const { id, name, projectName, steps, responseTarget } = project;
  return {
    id,
    name,
    projectName,
    steps: {
      initialStep: steps?.initialStep ?? "",
      steps: (steps?.steps ?? []).map((step) => ({ name: step.name, owner: toParty(step.owner), exits: step.exits })),
      stepSchemas: { ...steps?.stepSchemas },
    },
    responseTargetMs: responseTarget && Number(responseTarget.seconds) * 1000 + responseTarget.nanos / 1e6,
    reasonPresets: project.reasonPresets.map(({ code, label, outcomes }) => ({
      code,
      label: given(label),
      outcomes: outcomes.map((kind) => named(OutcomeKind[kind]) as Outcome["type"] | "UNKNOWN"),
    })),
    createdAt: toSetDate(project.createdAt),
    updatedAt: toSetDate(project.updatedAt),
  };
}
