// A project as it is being edited. Steps know each other by a number of their own and not by name, so that a step that is
// renamed stays where others lead to.
import { create, equals, type JsonObject } from "@bufbuild/protobuf";
import { DurationSchema, type Duration } from "@bufbuild/protobuf/wkt";

import { Party } from "../../gen/pumpup/v1/events_pb";
import type { OutcomeKind } from "../../gen/pumpup/v1/outcomes_pb";
import {
  ReasonPresetSchema,
  StepGraphSchema,
  StepSchema,
  type Project,
  type ReasonPreset,
  type StepGraph,
} from "../../gen/pumpup/v1/projects_pb";

/** A step, with its schema as text. */
export interface StepDraft {
  key: number;
  name: string;
  owner: Party;
  /** The keys of the steps that it leads to. */
  exits: number[];
  /** JSON; empty for no schema. */
  schema: string;
}

/** A reason code. */
export interface PresetDraft {
  key: number;
  code: string;
  label: string;
  outcomes: OutcomeKind[];
}

/** A project. */
export interface Draft {
  name: string;
  /** How many units; empty for no target. */
  target: string;
  unit: number;
  /** The key of the initial step; 0 if none is chosen. */
  initial: number;
  steps: StepDraft[];
  presets: PresetDraft[];
}

/** The units of a response target, in seconds. */
export const UNITS = [
  { seconds: 86_400, words: "days" },
  { seconds: 3_600, words: "hours" },
  { seconds: 60, words: "minutes" },
  { seconds: 1, words: "seconds" },
];

let last = 0;
/** A number that no other step or code of this page has. */
export const freshKey = (): number => ++last;

/** What a new project starts from: the General project's steps. */
export function emptyDraft(): Draft {
  const complete: StepDraft = { key: freshKey(), name: "complete", owner: Party.PLATFORM, exits: [], schema: "" };
  const first: StepDraft = { key: freshKey(), name: "in_progress", owner: Party.AGENT, exits: [complete.key], schema: "" };
  return { name: "", target: "", unit: 3_600, initial: first.key, steps: [first, complete], presets: [] };
}

/** A project, to be edited. */
export function draftOf(project: Project): Draft {
  const steps = project.steps?.steps ?? [];
  const keys = new Map(steps.map(({ name }) => [name, freshKey()]));
  const keyOf = (name: string) => keys.get(name) ?? 0;
  return {
    name: project.name,
    ...targetOf(project.responseTarget),
    initial: keyOf(project.steps?.initialStep ?? ""),
    steps: steps.map(({ name, owner, exits }) => {
      const schema = project.steps?.stepSchemas[name];
      return { key: keyOf(name), name, owner, exits: exits.map(keyOf), schema: schema ? JSON.stringify(schema, null, 2) : "" };
    }),
    presets: project.reasonPresets.map(({ code, label, outcomes }) => ({ key: freshKey(), code, label, outcomes: [...outcomes] })),
  };
}

/** A duration as a number and its largest unit without a rest. */
export function targetOf(target: Duration | undefined): { target: string; unit: number } {
  if (!target) return { target: "", unit: 3_600 };
  const seconds = Number(target.seconds) + target.nanos / 1e9;
  const unit = UNITS.find((unit) => seconds % unit.seconds === 0)?.seconds ?? 1;
  return { target: String(seconds / unit), unit };
}

/** The target as the contract has it: zero for none, nothing if it is no number that could be one. */
export function targetIn({ target, unit }: Draft): Duration | undefined {
  const text = target.trim().replace(",", ".");
  if (!/^(\d+(\.\d+)?)?$/.test(text)) return undefined;
  const micros = Math.round(Number(text) * unit * 1e6);
  // The contract's own limit on durations is ten thousand years.
  if (micros > 315_576_000_000 * 1e6) return undefined;
  return create(DurationSchema, { seconds: BigInt(Math.floor(micros / 1e6)), nanos: (micros % 1e6) * 1_000 });
}

/** What is wrong with a schema as text; empty if nothing is. */
export function schemaFault(text: string): string {
  if (!text.trim()) return "";
  try {
    const read: unknown = JSON.parse(text);
    return isObject(read) ? "" : "A schema is a JSON object: { … }";
  } catch (error) {
    return `This is not JSON yet: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The graph as it is drawn so far. A schema that cannot be read is left out; see `schemaFault`. */
export function graphIn({ steps, initial }: Draft): StepGraph {
  const nameOf = (key: number) => steps.find((step) => step.key === key)?.name ?? "";
  const schemas = steps.flatMap(({ name, schema }) =>
    schema.trim() && !schemaFault(schema) ? [[name, JSON.parse(schema) as JsonObject] as const] : [],
  );
  return create(StepGraphSchema, {
    initialStep: nameOf(initial),
    steps: steps.map(({ name, owner, exits }) => create(StepSchema, { name, owner, exits: exits.map(nameOf) })),
    stepSchemas: Object.fromEntries(schemas),
  });
}

/** The reason codes as the contract has them. */
export const presetsIn = ({ presets }: Draft): ReasonPreset[] =>
  presets.map(({ code, label, outcomes }) => create(ReasonPresetSchema, { code, label, outcomes }));

/** What differs from the project as the server has it; what is the same is not sent. */
export function changesTo(project: Project, draft: Draft) {
  const target = targetIn(draft);
  const steps = graphIn(draft);
  const values = presetsIn(draft);
  const none = create(DurationSchema);
  const samePresets =
    values.length === project.reasonPresets.length &&
    values.every((preset, at) => {
      const other = project.reasonPresets[at];
      return other !== undefined && equals(ReasonPresetSchema, preset, other);
    });
  return {
    ...(draft.name !== project.name && { name: draft.name }),
    ...(target && !equals(DurationSchema, target, project.responseTarget ?? none) && { responseTarget: target }),
    ...(!(project.steps && equals(StepGraphSchema, steps, project.steps)) && { steps }),
    ...(!samePresets && { reasonPresets: { values } }),
  };
}
