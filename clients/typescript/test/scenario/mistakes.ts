// The last steps: time that runs out, and whatever people set up wrongly.
import { TimeoutError } from "../../src/shared.js";
import type { Client } from "../../src/shared.js";
import { approval } from "./acts.js";
import { create } from "./create.js";
import { failureOf, holds, same, unique } from "./world.js";
import type { World } from "./world.js";

export const mistakes: Record<string, (world: World, client: Client) => Promise<void>> = {
  async "time-out"({ ask, at }, client) {
    const { id } = await approval(client, unique("Nobody"));
    const begun = Date.now();
    const waiting = await client.approvals.watchResult({ id }, { timeoutMs: 500 }).then(
      () => undefined,
      (error) => error,
    );
    holds(waiting instanceof TimeoutError, `the wait ended with ${String(waiting)}`);
    const { name } = await at((await ask({ ask: "silent" })).url!, "failure", 500);
    same(name, "TimeoutError", "the call's error");
    holds(Date.now() - begun < 5000, "it took longer than 5 s");
  },

  async "wrong-key"({ make }) {
    const { name, reason, message } = await failureOf(make({ apiKey: "pk_wrong" }).tasks.list());
    same([name, reason], ["UnauthenticatedError", "UNAUTHENTICATED"], "the error");
    holds(/key/i.test(message), `${message} does not say what to send`);
  },

  async people({ make, adminKey }, client) {
    const admin = make({ apiKey: adminKey });
    const [one, other] = [await approval(client, unique("One")), await approval(client, unique("Other"))];
    const outcome = { type: "APPROVE" } as const;
    const denied = await failureOf(client.approvals.decide({ id: one.id, outcome }));
    same([denied.name, denied.reason], ["PermissionDeniedError", "PERMISSION_DENIED"], "the agent's error");
    const { digest } = await admin.approvals.get({ id: other.id });
    same((await failureOf(admin.approvals.decide({ id: one.id, outcome, digest }))).reason, "DIGEST_MISMATCH", "the reason");
    const right = (await admin.approvals.get({ id: one.id })).digest;
    same((await admin.approvals.decide({ id: one.id, outcome, digest: right })).decidedBy, "admin", "who decided");
    const late = await failureOf(admin.approvals.decide({ id: one.id, outcome, digest: right }));
    same([late.reason, late.metadata.decided_by], ["REQUEST_ALREADY_DECIDED", "admin"], "the second decision");
  },

  async nobody({ ask, at }) {
    const url = (await ask({ ask: "nobody" })).url!;
    const { name, message } = await at(url, "failure", 3000);
    same(name, "UnavailableError", "the error");
    holds(message.includes(url), `${message} does not name ${url}`);
  },

  async plaintext({ ask, at, make, url }) {
    const refused = await failureOf((async () => make({ url: "http://pumpup.example" }))());
    same(refused.name, "SetupError", "the refusal");
    holds(refused.message.includes("allowPlaintext"), `${refused.message} does not name the switch`);
    make({ url: "http://pumpup.example", allowPlaintext: true });
    const secure = (await ask({ ask: "tls" })).url!;
    for (const wrong of [url.replace("http:", "https:"), secure.replace("https:", "http:")]) {
      const { message } = await at(wrong, "failure", 3000);
      holds(message.includes("TLS"), `${message} does not name TLS`);
    }
  },

  async tls({ ask, make }) {
    const { url, ca, key } = await ask({ ask: "tls" });
    await create(make({ url: url!, caCert: ca!, apiKey: key! }));
  },

  async "too-large"(_, client) {
    const { id } = await client.tasks.create({ projectName: "general", name: unique("Large") });
    const { name, reason, message } = await failureOf(client.events.note({ taskId: id, message: "x".repeat(5_000_000) }));
    same([name, reason], ["LimitExceededError", "LIMIT_EXCEEDED"], "the error");
    holds(/\d{3}/.test(message), `${message} does not name a size`);
  },
};
