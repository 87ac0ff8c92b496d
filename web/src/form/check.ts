// What the server will say of an answer, said while it is typed. This is help: it never keeps an answer from being sent.
import { Field_Text_Format, type Field } from "../gen/pumpup/v1/fields_pb";
import { isMoment, sortable, type MomentKind } from "./moments";
import { count, digits, isBlank, read, type Entry } from "./values";

const LONGEST = 10_000;
const EMAIL = 254;

/** What is wrong with what stands in a field; nothing if it would be taken. */
export function complaint(field: Field, entry: Entry): string | undefined {
  const reading = read(field, entry);
  if (reading.is === "unreadable") return reading.words;
  if (reading.is === "nothing") return field.required ? "An answer is needed here." : undefined;
  const { kind } = field;
  const value = reading.value.kind;
  switch (kind.case) {
    case "text":
      return typeof value.value === "string" ? ofText(value.value, kind.value) : undefined;
    case "textArea":
      return typeof value.value === "string" ? ofText(value.value, kind.value) : undefined;
    case "number":
      return typeof value.value === "number" ? ofNumber(value.value, kind.value) : undefined;
    case "slider":
      return typeof value.value === "number" ? ofSlider(value.value, kind.value) : undefined;
    case "select":
      return kind.value.options.includes(String(entry)) ? undefined : "This is not one of the options.";
    case "multiselect":
      return ofChoices(kind.value.options, Array.isArray(entry) ? entry : []);
    case "dateField":
    case "time":
    case "dateTime":
      return ofMoment(kind.case, String(entry), kind.value);
    default:
      return undefined;
  }
}

interface Lengths {
  minLength?: number;
  maxLength?: number;
  format?: Field_Text_Format;
}

function ofText(text: string, { minLength = 0, maxLength = LONGEST, format }: Lengths): string | undefined {
  const length = count(text);
  if (length < minLength) return `At least ${characters(minLength)} are needed; these are ${length}.`;
  if (length > maxLength) return `At most ${characters(maxLength)} are allowed; these are ${length}.`;
  if (text.includes("\0")) return "It holds a NUL character, which no text may.";
  if (format === Field_Text_Format.EMAIL && !isEmail(text)) return "This is not one plain e-mail address, such as ada@example.com.";
  if (format === Field_Text_Format.PHONE && !isPhone(text)) return "A phone number starts with + and the country, such as +49 30 123456.";
  if (format === Field_Text_Format.URL && !isUrl(text)) return "This is not a whole address, such as https://example.com/a.";
  return undefined;
}

/** One plain address. */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  return (
    at > 0 &&
    text.length <= EMAIL &&
    local.length <= 64 &&
    local.split(".").every((atom) => /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+$/.test(atom)) &&
    domain.split(".").every((label) => /^(?!-)[A-Za-z0-9-]{1,63}$/.test(label) && !label.endsWith("-"))
  );
}

/** An E.164 number, whatever stands between its digits for the eye. */
export const isPhone = (text: string): boolean => /^\+[1-9]\d{1,14}$/.test(text.replace(/[ .\-()]/g, ""));

/** An absolute http or https address that needs no repair. */
export function isUrl(text: string): boolean {
  if (!/^https?:\/\/[^/]/i.test(text) || /[\s\p{Cc}\\]/u.test(text)) return false;
  try {
    return new URL(text).hostname !== "";
  } catch {
    return false;
  }
}

interface Bounds {
  min?: number;
  max?: number;
}

function ofNumber(value: number, { min, max, integerOnly }: Bounds & { integerOnly: boolean }): string | undefined {
  return ofRange(value, { min, max }) ?? (integerOnly && !Number.isInteger(value) ? "A whole number is needed." : undefined);
}

function ofRange(value: number, { min, max }: Bounds): string | undefined {
  if (min !== undefined && value < min) return `At least ${digits(min)} is needed.`;
  if (max !== undefined && value > max) return `At most ${digits(max)} is allowed.`;
  return undefined;
}

function ofSlider(value: number, { min = 0, max, step }: Bounds & { step?: number }): string | undefined {
  const outside = ofRange(value, { min, max });
  if (outside || step === undefined) return outside;
  const way = value - min;
  const steps = Math.round(way / step);
  const allowed = 1e-9 * Math.max(Math.abs(way), step) + Number.EPSILON * Math.max(Math.abs(value), Math.abs(min));
  if (Math.abs(value - onStep(steps, min, step)) <= allowed) return undefined;
  const beyond = max !== undefined && onStep(steps, min, step) > max + allowed;
  return `The steps are ${digits(step)} apart; the nearest is ${digits(onStep(beyond ? steps - 1 : steps, min, step))}.`;
}

/** The value of a step, without the dust of binary fractions where that is all that goes. */
export function onStep(steps: number, min: number, step: number): number {
  const exact = min + steps * step;
  const swept = Number(exact.toPrecision(15));
  return Math.abs(swept - exact) <= 1e-9 * step ? swept : exact;
}

function ofChoices(options: string[], chosen: string[]): string | undefined {
  return chosen.every((option) => options.includes(option)) ? undefined : "One of these is no longer an option.";
}

function ofMoment(kind: MomentKind, text: string, { min, max }: { min: string; max: string }): string | undefined {
  if (!isMoment(kind, text)) return `Write it as ${EXAMPLES[kind]}.`;
  const own = sortable(kind, text);
  if (min && own < sortable(kind, min)) return `${plain(min)} is the first that is allowed.`;
  if (max && own > sortable(kind, max)) return `${plain(max)} is the last that is allowed.`;
  return undefined;
}

/** What such a moment looks like when it is typed. */
export const EXAMPLES: Record<MomentKind, string> = {
  dateField: "2026-01-31",
  time: "09:30 or 09:30:15",
  dateTime: "2026-01-31T09:30",
};

const plain = (moment: string): string => moment.replace("T", " ");
const characters = (length: number): string => (length === 1 ? "1 character" : `${length} characters`);

/** The bounds of a field in words; empty if there are none worth saying. */
export function bounds(field: Field): string {
  const { kind } = field;
  switch (kind.case) {
    case "text":
    case "textArea": {
      const { minLength = 0, maxLength } = kind.value;
      if (minLength > 1 && maxLength !== undefined) return `${minLength} to ${characters(maxLength)}.`;
      if (minLength > 1) return `At least ${characters(minLength)}.`;
      return maxLength === undefined ? "" : `At most ${characters(maxLength)}.`;
    }
    case "number": {
      const { min, max, integerOnly } = kind.value;
      const what = integerOnly ? "A whole number" : "A number";
      if (min !== undefined && max !== undefined) return `${what} from ${digits(min)} to ${digits(max)}.`;
      if (min !== undefined) return `${what}, at least ${digits(min)}.`;
      if (max !== undefined) return `${what}, at most ${digits(max)}.`;
      return integerOnly ? `${what}.` : "";
    }
    case "slider":
      return kind.value.step === undefined ? "" : `In steps of ${digits(kind.value.step)}.`;
    case "multiselect":
      return field.required ? "At least one of these." : "";
    case "dateField":
    case "time":
    case "dateTime": {
      const { min, max } = kind.value;
      if (min && max) return `From ${plain(min)} to ${plain(max)}.`;
      if (min) return `${plain(min)} or later.`;
      return max ? `${plain(max)} or earlier.` : "";
    }
    default:
      return "";
  }
}

/** Whether an entry deserves a word when its field is left: an empty one does not, it may be filled in later. */
export const onLeaving = (field: Field, entry: Entry): string | undefined =>
  isBlank(entry) ? undefined : complaint(field, entry);
