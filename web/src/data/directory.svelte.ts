// What nearly every page names things with: the account's projects, people and agents. Read when somebody first asks, and
// again when the page comes back into sight after a while or after a change made here.
import type { Agent, Person } from "../gen/pumpup/v1/access_pb";
import type { Project } from "../gen/pumpup/v1/projects_pb";
import { access, projects } from "../wire/clients";
import { refusalOf } from "../wire/refusal";

const STALE = 60_000;

let known = $state.raw<{ projects: Project[]; people: Person[]; agents: Agent[] }>();
let failure = $state("");
let readAt = 0;
let reading: Promise<void> | undefined;
// Counts who was signed in: what was asked for one person is not kept for the next.
let turn = 0;

export const directory = {
  get ready(): boolean {
    return known !== undefined;
  },
  /** Why it could not be read; empty if it could. */
  get failure(): string {
    return failure;
  },
  get projects(): Project[] {
    return known?.projects ?? [];
  },
  get people(): Person[] {
    return known?.people ?? [];
  },
  get agents(): Agent[] {
    return known?.agents ?? [];
  },
  projectById(id: string): Project | undefined {
    return known?.projects.find((project) => project.id === id);
  },
  /** The name of a project's slug for people; the slug itself while it is not known. */
  projectLabel(slug: string): string {
    return known?.projects.find((project) => project.projectName === slug)?.name ?? slug;
  },
};

/** Reads it anew. */
export function refresh(): Promise<void> {
  if (!reading) {
    const own = read(turn).finally(() => {
      if (reading === own) reading = undefined;
    });
    reading = own;
  }
  return reading;
}

/** Reads it if it was not read lately. */
export function keepFresh(): Promise<void> {
  return Date.now() - readAt > STALE ? refresh() : Promise.resolve();
}

/** Forgets it: somebody else may sign in next. */
export function forget(): void {
  known = undefined;
  failure = "";
  readAt = 0;
  reading = undefined;
  turn += 1;
}

async function read(own: number): Promise<void> {
  try {
    const [allProjects, people, agents] = await Promise.all([
      every((pageToken) => projects.list({ pageSize: 200, pageToken }), (page) => page.projects),
      every((pageToken) => access.listPeople({ pageSize: 200, pageToken }), (page) => page.people),
      every((pageToken) => access.listAgents({ pageSize: 200, pageToken }), (page) => page.agents),
    ]);
    if (own !== turn) return;
    known = { projects: allProjects, people, agents };
    readAt = Date.now();
    failure = "";
  } catch (error) {
    if (own === turn) failure = refusalOf(error).message;
  }
}

/** Every item of a list that comes in pages. */
export async function every<P extends { nextPageToken: string }, T>(
  read: (pageToken: string) => Promise<P>,
  items: (page: P) => T[],
): Promise<T[]> {
  const all: T[] = [];
  let token = "";
  do {
    const page = await read(token);
    all.push(...items(page));
    token = page.nextPageToken;
  } while (token);
  return all;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && known) void keepFresh();
});
