// Decides: always with the digest of what was shown.
import { create } from "@bufbuild/protobuf";

import { OutcomeSchema, type Outcome } from "../gen/pumpup/v1/outcomes_pb";
import type { ApprovalResult, Request } from "../gen/pumpup/v1/requests_pb";
import type { Attempt } from "../wire/attempt";
import { approvals } from "../wire/clients";
import type { OutcomeCase } from "./outcomes";

/** The outcome as the contract has it. */
export function outcome(name: OutcomeCase, note: string, reasonCode: string): Outcome {
  return create(OutcomeSchema, { kind: { case: name, value: { note: note.trim(), reasonCode: reasonCode.trim() } } as never });
}

/** Decides a request, once however often it is pressed. */
export async function decide(request: Request, said: Outcome, attempt: Attempt): Promise<ApprovalResult> {
  const { id, digest } = request;
  const key = attempt.keyFor([id, digest, said.kind]);
  const answer = await approvals.decide({ idempotencyKey: key, id, digest, outcome: said });
  attempt.done();
  if (!answer.result) throw new Error("the server decided and said nothing of it");
  return answer.result;
}
