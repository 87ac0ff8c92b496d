// Answers to the fields of a form, as text.
import type { Field, FieldValue } from "../gen/pumpup/v1/fields_pb";

/** An answer in words; nothing if there is none. */
export function answerText(value: FieldValue | undefined): string | undefined {
  const kind = value?.kind;
  if (!kind?.case) return undefined;
  switch (kind.case) {
    case "number":
    case "slider":
      return kind.value.toLocaleString(undefined, { maximumFractionDigits: 20 });
    case "multiselect":
      return kind.value.options.join(", ") || undefined;
    case "switch":
      return kind.value ? "Yes" : "No";
    case "dateTime":
      return kind.value.replace("T", " ");
    default:
      return kind.value || undefined;
  }
}

const KINDS: Record<NonNullable<Field["kind"]["case"]>, string> = {
  text: "text",
  textArea: "text",
  number: "number",
  slider: "scale",
  select: "one of",
  multiselect: "some of",
  dateField: "date",
  time: "time",
  dateTime: "date and time",
  switch: "yes or no",
};

/** What a field asks for, in a word or two. */
export const kindText = (field: Field): string => (field.kind.case ? KINDS[field.kind.case] : "");
