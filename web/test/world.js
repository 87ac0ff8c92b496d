// An account in which some work has been done: for looking at every page with something on it.
import { newKey } from "./callers.js";
import { person, Role } from "./people.js";

const outcome = (kind, value = {}) => ({ kind: { case: kind, value } });
const entries = (facts) => Object.entries(facts).map(([key, value]) => ({ key, value }));
const step = (name, owner, ...exits) => ({ name, owner, exits });
const [AGENT, HUMAN] = [1, 2];

/** Makes it; answers what the pages can be asked for. */
export async function furnish({ admin, agent }) {
  await person(admin, "Grace Hopper", { email: "grace@example.com", tags: ["finance", "tier-2"] });
  await person(admin, "Alan Turing", { email: "alan@example.com", role: Role.ADMIN });
  const { project } = await admin.projects.create({
    idempotencyKey: newKey(),
    name: "Claims",
    responseTarget: { seconds: 14_400n, nanos: 0 },
    steps: {
      initialStep: "intake",
      steps: [
        step("intake", AGENT, "assessment", "rejected"),
        step("assessment", AGENT, "sign_off"),
        step("sign_off", HUMAN, "payout", "assessment", "rejected"),
        step("payout", AGENT, "paid"),
        step("paid", HUMAN),
        step("rejected", HUMAN),
      ],
    },
    reasonPresets: [
      { code: "duplicate", label: "Duplicate claim", outcomes: [2] },
      { code: "evidence", label: "Evidence is missing", outcomes: [2, 5] },
      { code: "limit", label: "Above my limit", outcomes: [4] },
    ],
  });

  const task = await agent.open("Refund — claim C-1029", {
    projectName: project.projectName,
    externalId: "run-8f21",
    metadataPatch: { set: { claim: "C-1029", amount: 240, customer: { name: "Jane Doe", tier: "gold" }, tags: ["parcel", "lost"] } },
  });
  const tracking = await agent.upload("tracking.csv", Buffer.from("day,place\n2026-05-11,Hamburg\n2026-05-12,lost\n"));
  const letter = await agent.upload("letter.txt", Buffer.from("Dear Sir or Madam,\n\nmy parcel did not arrive.\n"));
  await agent.attach(task.id, [
    { label: "Tracking", uploadId: tracking.id },
    { label: "The customer's letter", uploadId: letter.id },
  ]);
  const move = (transitionsTo, description) => agent.tasks.recordAction({ idempotencyKey: newKey(), taskId: task.id, description, transitionsTo });
  await move("assessment", "Read the claim and its evidence");
  await move("sign_off", "Assessed: the parcel was lost by the carrier");
  const approval = await agent.ask("Refund **$240** on claim C-1029.\n\nThe carrier has confirmed the loss; see [their page](https://carrier.example/C-1029).", {
    taskId: task.id,
    projectName: project.projectName,
    keyValueContext: entries({ Claim: "C-1029", Amount: "$240", Reason: "Lost package — tracking and photos provided" }),
    attachments: [tracking.id, letter.id],
    recommendation: { outcome: outcome("approve", { note: "Within the policy." }), confidence: 0.91, rationale: "Tracking ends in Hamburg; the customer has *no* earlier claims." },
    deadline: { seconds: BigInt(Math.floor(Date.now() / 1_000) + 7_200), nanos: 0 },
    fallbackStep: "assessment",
  });

  const other = await agent.open("Onboarding — Müller GmbH", { projectName: "general" });
  const field = (id, label, kind, value = {}, more = {}) => ({ id, label, kind: { case: kind, value }, ...more });
  const bid = (fieldId, kind, value, confidence, rationale = "") => ({ fieldId, value: { kind: { case: kind, value } }, confidence, rationale });
  const form = await agent.elicit("Need a couple of details on the incident", {
    taskId: other.id,
    keyValueContext: entries({ Customer: "Müller GmbH", Case: "Hail, 14 May" }),
    fields: [
      field("incident_date", "Incident date", "dateField", { min: "2026-01-01", max: "2026-12-31" }, { required: true }),
      field("coverage_type", "Coverage", "select", { options: ["collision", "comprehensive"] }, { required: true }),
      field("amount", "Damage in dollars", "number", { min: 0, max: 50_000 }, { required: true, description: "As on the **invoice**, without tax." }),
      field("severity", "How severe is it?", "slider", { min: 0, max: 10, step: 0.5 }),
      field("documents", "Documents that are there", "multiselect", { options: ["Photos", "Police report", "Invoice", "Witness"] }),
      field("contact", "Whom to call", "text", { format: 2, maxLength: 40 }),
      field("call_at", "Best time to call", "time", { min: "08:00", max: "18:00" }),
      field("notes", "Anything else", "textArea", { maxLength: 500 }),
      field("police", "Were the police informed?", "switch", {}, { required: true }),
    ],
    recommendation: [
      bid("coverage_type", "select", "comprehensive", 0.92, "Hail damage pattern."),
      bid("amount", "number", 2_480.5, 0.64, "Estimated from the photos."),
      bid("documents", "multiselect", { options: ["Photos", "Invoice"] }, 0.99),
    ],
  });

  for (let index = 1; index <= 12; index += 1) {
    await agent.ask(`Send the reminder for invoice ${2_000 + index}`, {
      keyValueContext: entries({ Invoice: `${2_000 + index}`, Amount: `$${index * 37}` }),
      ...(index % 3 ? { recommendation: { outcome: outcome(index % 2 ? "approve" : "reject"), confidence: index / 13 } } : {}),
    });
  }
  const ends = ["approve", "approve", "approve", "reject", "editAndApprove", "escalate", "requestMoreInfo", "approve"];
  for (const [index, kind] of ends.entries()) {
    const id = await agent.ask(`Pay invoice ${3_000 + index}`, {
      recommendation: { outcome: outcome(index % 4 === 3 ? "approve" : kind === "editAndApprove" ? "approve" : kind), confidence: 0.4 + index / 14 },
    });
    await admin.approvals.decide({ idempotencyKey: newKey(), id, outcome: outcome(kind, { note: "As discussed.", reasonCode: "" }) });
  }
  const withdrawn = await agent.ask("Cancel the order");
  await agent.approvals.cancel({ idempotencyKey: newKey(), id: withdrawn, reason: "The customer called: it stays." });

  const story = await agent.open("Payout — claim C-0991", { projectName: project.projectName });
  const decided = await agent.ask("Pay $1,200 on claim C-0991", { taskId: story.id, projectName: project.projectName });
  await admin.approvals.decide({ idempotencyKey: newKey(), id: decided, outcome: outcome("editAndApprove", { note: "Pay $1,000 only.", reasonCode: "limit" }) });
  await agent.tasks.recordException({ idempotencyKey: newKey(), taskId: story.id, message: "The bank did not answer", inResponseTo: decided, detail: { code: 503 } });
  await agent.tasks.recordAction({
    idempotencyKey: newKey(),
    taskId: story.id,
    description: "Paid $1,000",
    inResponseTo: decided,
    detail: { transaction: "tx-77", amount: 1_000 },
    metadataPatch: { set: { paid: true } },
  });
  await admin.tasks.addNote({ idempotencyKey: newKey(), taskId: story.id, message: "The customer was told." });
  return { approval, form, decided, withdrawn, task: task.id, story: story.id, project: project.id };
}
