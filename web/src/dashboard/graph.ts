// What makes a step graph one: the same rules as the server's, so that faults show as one draws. Each fault has the path
// that the server would give it.
import type { StepGraph } from "../gen/pumpup/v1/projects_pb";
import type { Fault } from "../wire/refusal";

/** A project's steps at the most. */
export const MOST_STEPS = 100;
/** Characters of a step's name at the most. */
export const LONGEST_NAME = 200;

/** The path of a step in the message. */
export const stepPath = (index: number): string => `steps.steps[${index}]`;
/** The path of a step's schema in the message. */
export const schemaPath = (name: string): string => `steps.step_schemas[${JSON.stringify(name)}]`;

/** Everything that is wrong with a graph. */
export function faultsOf(graph: StepGraph): Fault[] {
  return [...faultsOfSteps(graph), ...faultsOfExits(graph), ...faultsOfPaths(graph), ...faultsOfSchemas(graph)];
}

function faultsOfSteps({ steps }: StepGraph): Fault[] {
  if (!steps.length) return [{ field: "steps.steps", words: `At least one step is required, at most ${MOST_STEPS}` }];
  const faults: Fault[] = [];
  if (steps.length > MOST_STEPS) {
    faults.push({ field: "steps.steps", words: `There are ${steps.length} steps; at most ${MOST_STEPS} are allowed` });
  }
  const first = new Map<string, number>();
  steps.forEach(({ name }, index) => {
    const field = `${stepPath(index)}.name`;
    const length = Array.from(name).length;
    if (!name.trim()) faults.push({ field, words: `A name is required: 1 to ${LONGEST_NAME} characters` });
    else if (length > LONGEST_NAME) {
      faults.push({ field, words: `The name has ${length} characters; at most ${LONGEST_NAME} are allowed` });
    } else if (first.has(name)) {
      faults.push({ field, words: `Repeats the name of step ${(first.get(name) ?? 0) + 1}; each has to differ` });
    }
    if (!first.has(name)) first.set(name, index);
  });
  return faults;
}

function faultsOfExits({ steps }: StepGraph): Fault[] {
  const names = new Set(steps.map(({ name }) => name));
  return steps.flatMap(({ exits }, index) =>
    exits.flatMap((exit, at) => {
      const field = `${stepPath(index)}.exits[${at}]`;
      if (!names.has(exit)) return [{ field, words: `Leads to “${exit}”, which no step is named` }];
      return exits.indexOf(exit) < at ? [{ field, words: `Leads to “${exit}” twice` }] : [];
    }),
  );
}

/** Whether tasks can enter the graph, and get from there to each of its steps. */
function faultsOfPaths({ initialStep, steps }: StepGraph): Fault[] {
  const field = "steps.initial_step";
  const byName = new Map(steps.map((step) => [step.name, step]));
  const initial = byName.get(initialStep);
  if (!steps.length) return [];
  if (!initialStep) return [{ field, words: "Choose the step that tasks enter at" }];
  if (!initial) return [{ field, words: `Tasks enter at “${initialStep}”, which no step is named` }];
  const reached = new Set([initial.name]);
  const ahead = [initial];
  for (let step = ahead.pop(); step; step = ahead.pop()) {
    for (const exit of step.exits) {
      const next = byName.get(exit);
      if (!next || reached.has(exit)) continue;
      reached.add(exit);
      ahead.push(next);
    }
  }
  return steps.flatMap(({ name }, index) =>
    reached.has(name) || !name.trim()
      ? []
      : [{ field: `${stepPath(index)}.name`, words: `Cannot be reached from the initial step “${initial.name}”` }],
  );
}

function faultsOfSchemas({ steps, stepSchemas }: StepGraph): Fault[] {
  const names = new Set(steps.map(({ name }) => name));
  return Object.keys(stepSchemas)
    .filter((name) => !names.has(name))
    .map((name) => ({ field: schemaPath(name), words: "Names no step of the graph" }));
}

/** The faults that stand at a path or within it. */
export function faultsAt(faults: Fault[], path: string): Fault[] {
  return faults.filter(({ field }) => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`));
}

/** What of a graph can be drawn while it is being edited: steps with a name of their own. */
export function drawable(graph: StepGraph): StepGraph {
  const steps = graph.steps.filter(({ name }, index, all) => name.trim() && all.findIndex((other) => other.name === name) === index);
  return { ...graph, steps };
}

/** What is wrong with each step in one sentence, by its name. */
export function faultsByName({ steps }: StepGraph, faults: Fault[]): Record<string, string> {
  const words = steps.map(({ name }, index) => {
    const own = [...faultsAt(faults, stepPath(index)), ...faultsAt(faults, schemaPath(name))];
    return [name, own.map(({ words }) => words).join("; ")] as const;
  });
  return Object.fromEntries(words.filter(([, said]) => said).reverse());
}
