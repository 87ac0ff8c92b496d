// Which approvals can be decided together: those that can be read whole in a list.
import type { InboxItem } from "../gen/pumpup/v1/inbox_pb";
import { isMarked } from "../text/visible";

const MOST_FACTS = 12;
const LONGEST = 600;

/** Why an approval has to be opened by itself; empty if it can be decided among others. */
export function aloneBecause({ request }: InboxItem): string {
  if (request?.ask.case !== "approval") return "it can't be read here";
  const { summary, keyValueContext: facts, attachments, requestedByName } = request;
  if (attachments.length > 0) return attachments.length === 1 ? "it has a file" : `it has ${attachments.length} files`;
  if (facts.length > MOST_FACTS) return `it has ${facts.length} facts`;
  const texts = [summary, requestedByName, ...facts.flatMap(({ key, value }) => [key, value])];
  if (texts.some(isMarked)) return "it has characters that can't be seen";
  return texts.some((text) => Array.from(text).length > LONGEST) ? "it is long" : "";
}
