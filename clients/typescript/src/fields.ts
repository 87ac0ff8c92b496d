// Typed forms: fields, the values that answer them, and the agent's bids.
import type { MessageInitShape } from "@bufbuild/protobuf";

import { SetupError } from "./errors.js";
import { Field_Text_Format } from "./gen/pumpup/v1/fields_pb.js";
import type {
  Field as WireField,
  FieldBid as WireBid,
  FieldBidSchema,
  FieldSchema,
  FieldValue as WireValue,
  FieldValueSchema,
} from "./gen/pumpup/v1/fields_pb.js";
import { unknown } from "./outcomes.js";
import { given, named } from "./plain.js";

interface Common {
  /** The key that the answer comes back under. */
  id: string;
  /** The prompt that a person reads. */
  label: string;
  description?: string | undefined;
  required?: boolean | undefined;
}

interface Lengths {
  /** In Unicode scalar values. */
  minLength?: number | undefined;
  maxLength?: number | undefined;
}

/** Bounds of a date (`2026-05-14`), a time (`17:45`) or both (`2026-05-14T17:45`), inclusive, without a zone. */
interface Moments {
  min?: string | undefined;
  max?: string | undefined;
}

/** What a text has to look like. UNKNOWN is read from newer servers, and cannot be asked for. */
export type Format = "EMAIL" | "PHONE" | "URL" | "UNKNOWN";

/** One question of a form. */
export type Field = Common &
  (
    | ({ type: "Text"; format?: Format | undefined } & Lengths)
    | ({ type: "TextArea" } & Lengths)
    | { type: "Number"; min?: number | undefined; max?: number | undefined; integerOnly?: boolean | undefined }
    | { type: "Slider"; min: number; max: number; step?: number | undefined }
    | { type: "Select"; options: string[] }
    | { type: "Multiselect"; options: string[] }
    | ({ type: "DateField" } & Moments)
    | ({ type: "Time" } & Moments)
    | ({ type: "DateTime" } & Moments)
    | { type: "Switch" }
  );

/** The plain value of an answer. Dates and times are ISO 8601 text without a zone. */
export type FieldValue = string | number | boolean | string[];

/** An answer with the kind of its field. */
export type TypedValue =
  | { type: "Text" | "TextArea" | "Select" | "DateField" | "Time" | "DateTime"; value: string }
  | { type: "Number" | "Slider"; value: number }
  | { type: "Multiselect"; value: string[] }
  | { type: "Switch"; value: boolean };

/** What the agent would answer; the form is filled in with it at first. */
export interface FieldBid {
  fieldId: string;
  value: FieldValue;
  /** How sure the agent is, from 0 to 1. */
  confidence?: number | undefined;
  rationale?: string | undefined;
}

const ARMS = {
  Text: "text",
  TextArea: "textArea",
  Number: "number",
  Slider: "slider",
  Select: "select",
  Multiselect: "multiselect",
  DateField: "dateField",
  Time: "time",
  DateTime: "dateTime",
  Switch: "switch",
} as const;

const TYPES = Object.fromEntries(Object.entries(ARMS).map(([type, arm]) => [arm, type])) as Record<string, Field["type"]>;

type WireKind = NonNullable<MessageInitShape<typeof FieldSchema>["kind"]>;
type WireValueInit = MessageInitShape<typeof FieldValueSchema>;

export function fromField(field: Field): MessageInitShape<typeof FieldSchema> {
  const { type, id, label, description, required, ...options } = field;
  const format = "format" in options && options.format ? { format: fromFormat(options.format) } : {};
  const kind = { case: ARMS[type], value: { ...options, ...format } } as WireKind;
  return { id, label, description: description ?? "", required: required ?? false, kind };
}

export function toField({ id, label, description, required, kind }: WireField): Field {
  const type = TYPES[kind.case ?? ""];
  if (!type) throw unknown("a kind of field");
  const common = { type, id, label, description: given(description), required };
  const { $typeName: _, $unknown: __, ...options } = kind.value as unknown as Record<string, unknown>;
  if (kind.case === "text") return { ...common, ...options, format: toFormat(kind.value.format) } as Field;
  // Absent bounds of dates and times are empty on the wire.
  const bounds = Object.entries(options).map(([name, value]) => [name, value === "" ? undefined : value]);
  return { ...common, ...Object.fromEntries(bounds) } as Field;
}

function fromFormat(format: Format): Field_Text_Format {
  if (format === "UNKNOWN") throw new SetupError("UNKNOWN is no format that can be asked for. Leave it out.");
  return Field_Text_Format[format];
}

function toFormat(format: Field_Text_Format): Format | undefined {
  return format === Field_Text_Format.UNSPECIFIED ? undefined : (named(Field_Text_Format[format]) as Format);
}

/** A plain value in the arm of its field; one that cannot be is left to the server, which says what is wrong and where. */
export function fromValue(value: FieldValue, type: Field["type"] | undefined): WireValueInit {
  const own = type && typeof EXAMPLE[type] === typeof value && Array.isArray(EXAMPLE[type]) === Array.isArray(value);
  return arm(own ? type : guess(value), value);
}

/** A value of the kind that each arm holds. */
const EXAMPLE: Record<Field["type"], FieldValue> = {
  Text: "",
  TextArea: "",
  Number: 0,
  Slider: 0,
  Select: "",
  Multiselect: [],
  DateField: "",
  Time: "",
  DateTime: "",
  Switch: false,
};

function guess(value: FieldValue): Field["type"] {
  if (Array.isArray(value)) return "Multiselect";
  if (typeof value === "number") return "Number";
  return typeof value === "boolean" ? "Switch" : "Text";
}

function arm(type: Field["type"], value: FieldValue): WireValueInit {
  const held = Array.isArray(value) ? { options: value } : value;
  return { kind: { case: ARMS[type], value: held } as NonNullable<WireValueInit["kind"]> };
}

export function fromTyped({ type, value }: TypedValue): WireValueInit {
  return arm(type, value);
}

export function toTyped({ kind }: WireValue): TypedValue {
  const type = TYPES[kind.case ?? ""];
  if (kind.case === undefined || !type) throw unknown("a kind of answer");
  const value = kind.case === "multiselect" ? kind.value.options : kind.value;
  return { type, value } as TypedValue;
}

/** The answer, or undefined where the field was left open. An answer of a kind that is not known is neither. */
export function toAnswer(value: WireValue): TypedValue | undefined {
  return value.kind.case === undefined && !value.$unknown?.length ? undefined : toTyped(value);
}

export function fromFieldBid(bid: FieldBid, fields: readonly Field[]): MessageInitShape<typeof FieldBidSchema> {
  const field = fields.find(({ id }) => id === bid.fieldId);
  const { fieldId, confidence, rationale } = bid;
  return { fieldId, value: fromValue(bid.value, field?.type), confidence, rationale: rationale ?? "" };
}

export function toFieldBid({ fieldId, value, confidence, rationale }: WireBid): FieldBid {
  if (!value) throw unknown("a bid without a value");
  return { fieldId, value: toTyped(value).value, confidence, rationale: given(rationale) };
}
