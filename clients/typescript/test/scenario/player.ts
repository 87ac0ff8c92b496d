// The scenario of clients/scenario/README.md, as this client plays it: each step in the order and under the name it has there.
import type { Client, Field, FieldValue, TypedValue } from "../../src/shared.js";
import { approval, watched } from "./acts.js";
import { create } from "./create.js";
import { files } from "./files.js";
import { mistakes } from "./mistakes.js";
import { failureOf, holds, same, unique } from "./world.js";
import type { World } from "./world.js";

/** What later steps need of earlier ones. */
interface Memory {
  recommended: { id: string; eventId: string };
  first: { task: string; id: string; key: string };
}

type Step = (world: World, client: Client, memory: Memory) => Promise<void>;

const steps: Record<string, Step> = {
  async create(_, client, memory) {
    memory.recommended = { id: await create(client), eventId: "" };
  },

  async watch({ ask }, client, memory) {
    const { id } = memory.recommended;
    const decide = { ask: "decide", id, outcome: "APPROVE", note: "Photos are clear.", reason_code: "photos" };
    const interruptions: string[] = [];
    const end = await watched(
      client,
      id,
      () => ask(decide),
      (error) => interruptions.push(String(error)),
    );
    same(interruptions, [], "what broke on a way that is sound");
    holds(end.type === "decided", `expected decided, got ${end.type}`);
    same(end.outcome, { type: "APPROVE", note: "Photos are clear.", reasonCode: "photos" }, "the outcome");
    same(end.decidedBy, "admin", "who decided");
    holds(end.authoritySnapshot.subject, "the authority has no subject");
    const recommended = { outcome: { type: "APPROVE" }, confidence: 0.8, rationale: "Tracking shows a loss." };
    same(end.recommendationSnapshot, recommended, "the recommendation");
    const result = await client.approvals.getResult({ id });
    same(result, end, "what polling says");
    memory.recommended.eventId = end.eventId;
  },

  async "watch-late"(_, client, memory) {
    const end = await client.approvals.watchResult({ id: memory.recommended.id }, { timeoutMs: 3000 });
    same(end.eventId, memory.recommended.eventId, "the decision's event");
  },

  async outcomes({ ask }, client) {
    for (const outcome of ["APPROVE", "REJECT", "EDIT_AND_APPROVE", "ESCALATE", "REQUEST_MORE_INFO"]) {
      const { id } = await approval(client, unique(outcome));
      same(await client.approvals.getResult({ id }), undefined, "the result while pending");
      await ask({ ask: "decide", id, outcome, note: "Because." });
      same((await client.approvals.getResult({ id }))?.outcome, { type: outcome, note: "Because." }, "the outcome");
    }
  },

  async fields({ ask, form }, client) {
    const task = await client.tasks.create({ projectName: "general", name: unique("Incident") });
    const { confidence, rationale } = form;
    const { eventId: id } = await client.elicitations.create({
      projectName: "general",
      taskId: task.id,
      summary: form.summary,
      fields: form.fields.map(({ kind, ...options }) => camel({ type: pascal(kind), ...options }) as unknown as Field),
      recommendation: Object.entries(form.bids).map(([fieldId, value]) => ({ fieldId, value, confidence, rationale })),
    });
    const read = await client.elicitations.get({ id });
    holds(read.ask.type === "elicitation", "it is read back as something else");
    same(Object.fromEntries(read.ask.recommendation.map((bid) => [bid.fieldId, bid.value])), form.bids, "the bids");
    let told = () => {};
    const pending = new Promise<void>((resolve) => (told = resolve));
    const watching = client.elicitations.watchResult({ id }, { onPending: () => told(), timeoutMs: 19_000 });
    await pending;
    await ask({ ask: "answer", id });
    const end = await watching;
    holds(end.type === "answered", `expected answered, got ${end.type}`);
    same(end.fields, form.answers, "the answers");
    const kinds = Object.fromEntries(Object.entries<TypedValue>(end.answers).map(([field, { type }]) => [field, type]));
    same(kinds, Object.fromEntries(form.fields.map((field) => [field.id, pascal(field.kind)])), "their kinds");
    same((await client.tasks.get({ id: task.id })).openRequests, [], "the open requests");
  },

  "resume-kill": (world, client) => restarted(world, client, "KILL"),
  "resume-drain": (world, client) => restarted(world, client, "TERM"),

  async "resume-cut"({ ask, at }) {
    await at((await ask({ ask: "cutter" })).url!, "resumed", unique("Cut"));
  },

  async "same-key"(_, client, memory) {
    const key = unique("key").replace(" ", "-");
    const { task, id } = await approval(client, "Once", { idempotencyKey: key });
    const again = { projectName: "general", taskId: task.id, summary: "May Once go on?", idempotencyKey: key };
    same((await client.approvals.create(again)).eventId, id, "the event id");
    const types = [];
    for await (const event of client.tasks.iterateEvents({ id: task.id })) types.push(event.eventType);
    same(types, ["TASK_CREATED", "APPROVAL_REQUESTED"], "the timeline");
    memory.first = { task: task.id, id, key };
  },

  async "other-request"(_, client, { first }) {
    const other = { projectName: "general", taskId: first.task, summary: "And this?", idempotencyKey: first.key };
    same((await failureOf(client.approvals.create(other))).reason, "IDEMPOTENCY_KEY_REUSED", "the reason");
  },

  async retries({ ask, at }) {
    const said = await at((await ask({ ask: "puppet" })).url!, "twice");
    same(said, { externalId: "3", metadata: { keys: 1 } }, "what the puppet counted");
  },

  async conflict(_, client, { first }) {
    const second = { projectName: "general", taskId: first.task, summary: "And this?" };
    const { name, reason, metadata } = await failureOf(client.approvals.create(second));
    same([name, reason, metadata.request_id], ["ConflictError", "REQUEST_ALREADY_OPEN", first.id], "the conflict");
  },

  async faults(_, client) {
    const task = await client.tasks.create({ projectName: "general", name: unique("Faults") });
    const context = [
      ["Claim", "C-1"],
      ["Claim", "C-2"],
    ] as const;
    const asking = client.approvals.create({ projectName: "general", taskId: task.id, summary: "", keyValueContext: context });
    const error = await asking.then(
      () => undefined,
      (error) => error,
    );
    holds(error, "faults were let through");
    same([error.name, error.reason], ["InvalidRequestError", "INVALID_REQUEST"], "the error");
    same(
      error.violations.map(({ field }: { field: string }) => field).sort(),
      ["key_value_context[1].key", "summary"],
      "the fields",
    );
    for (const { description } of error.violations) {
      holds(description && String(error).includes(description), `${String(error)} does not show ${description}`);
    }
  },

  async reasons({ ask, at, reasons }) {
    const { url } = await ask({ ask: "puppet" });
    // All at once: UNAVAILABLE is retried for seconds.
    const failures = await Promise.all(Object.keys(reasons).map((reason) => at(url!, "refused", reason)));
    for (const [index, [reason, code]] of Object.entries(reasons).entries()) {
      const { name, message, metadata, ...error } = failures[index];
      same(error, { reason, code }, "the error");
      same(name, FAMILIES[code], `the class of ${reason}`);
      same(message, `the puppet refuses this for ${reason}`, "the sentence");
      same(metadata, { puppet: "yes" }, "the metadata");
    }
  },

  ...files,

  async pages(_, client) {
    const name = unique("Page");
    const made = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await client.tasks.create({ projectName: "general", name })).id);
    const listed = [];
    for await (const task of client.tasks.iterate({ name, pageSize: 2 })) listed.push(task.id);
    same(listed, made, "the tasks");
    const id = made[0]!;
    for (const message of ["One.", "Two.", "Three."]) await client.events.note({ taskId: id, message });
    const sequences = [];
    for await (const { sequence } of client.tasks.iterateEvents({ id, limit: 2 })) sequences.push(sequence);
    same(sequences, [1, 2, 3, 4], "the sequences");
  },

  async timeline(_, client) {
    const { id } = await client.tasks.create({ projectName: "general", name: unique("Live") });
    const next = {
      TASK_CREATED: () =>
        client.events.agentAction({ taskId: id, description: "Called.", metadataPatch: { set: { called: true } } }),
      ACTION: () => client.events.exception({ taskId: id, message: "Nobody answered." }),
      EXCEPTION: () => client.events.note({ taskId: id, message: "Tried again later." }),
    } as Record<string, () => Promise<unknown>>;
    const seen: string[] = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const event of client.tasks.watchEvents({ id }, { signal: stop.signal, timeoutMs: 15_000 })) {
        seen.push(event.eventType);
        if (event.eventType === "NOTE") stop.abort(new Error("seen enough"));
        await next[event.eventType]?.();
      }
    })();
    same((await failureOf(following)).message, "seen enough", "the end of following");
    same(seen, ["TASK_CREATED", "ACTION", "EXCEPTION", "NOTE"], "the events");
    for await (const { payload } of client.tasks.watchEvents({ id })) {
      same(payload.type, "TaskCreated", "the first event");
      break; // It ends by leaving the loop, too.
    }
    same((await client.tasks.get({ id })).task.metadata, { called: true }, "the metadata");
  },

  async deadline(_, client) {
    const { id } = await approval(client, unique("Soon"), { deadline: new Date(Date.now() + 1000) });
    same((await client.approvals.watchResult({ id }, { timeoutMs: 15_000 })).type, "timedOut", "the end");
    same((await failureOf(client.approvals.getResult({ id }))).name, "RequestTimedOutError", "what polling says");
  },

  async cancel(_, client) {
    const { id } = await approval(client, unique("Parcel"));
    const end = await watched(client, id, () => client.approvals.cancel({ id, reason: "Parcel turned up" }));
    same(end.type === "cancelled" && end.reason, "Parcel turned up", "the end");
    same((await failureOf(client.approvals.getResult({ id }))).name, "RequestCancelledError", "what polling says");
  },

  ...mistakes,
};

const FAMILIES: Record<string, string> = {
  INVALID_ARGUMENT: "InvalidRequestError",
  UNAUTHENTICATED: "UnauthenticatedError",
  PERMISSION_DENIED: "PermissionDeniedError",
  NOT_FOUND: "NotFoundError",
  ALREADY_EXISTS: "AlreadyExistsError",
  FAILED_PRECONDITION: "ConflictError",
  RESOURCE_EXHAUSTED: "LimitExceededError",
  DEADLINE_EXCEEDED: "TimeoutError",
  UNAVAILABLE: "UnavailableError",
  INTERNAL: "InternalError",
};

async function restarted({ ask }: World, client: Client, how: string): Promise<void> {
  const { id } = await approval(client, unique(how));
  const end = await watched(client, id, async () => {
    await ask({ ask: "restart", how });
    await ask({ ask: "decide", id, outcome: "APPROVE", note: "Because." });
  });
  holds(end.type === "decided", `expected decided, got ${end.type}`);
  same(end.outcome.type, "APPROVE", "the outcome");
}

/** `date_field` is `DateField` here. */
function pascal(kind: string): string {
  return kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `min_length` is `minLength` here. */
function camel(options: Record<string, unknown>): Record<string, FieldValue> {
  const named = Object.entries(options).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(named);
}

/** Plays all steps, and says how each went. */
export async function play(world: World, say: (line: object) => void): Promise<void> {
  const client = world.make();
  const memory = {} as Memory;
  for (const [step, run] of Object.entries(steps)) {
    const skipped = world.skips[step];
    if (skipped) {
      say({ step, skipped });
      continue;
    }
    try {
      await run(world, client, memory);
      say({ step, passed: true });
    } catch (error) {
      say({ step, passed: false, why: String(error instanceof Error ? (error.stack ?? error) : error) });
    }
  }
}
