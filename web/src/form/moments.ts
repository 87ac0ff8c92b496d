// Dates and times without a zone, as the contract writes them.

export type MomentKind = "dateField" | "time" | "dateTime";

const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function isTime(text: string): boolean {
  const [, hour = "99", minute = "99", second = "0"] = TIME.exec(text) ?? [];
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** Whether a text is such a moment. */
export function isMoment(kind: MomentKind, text: string): boolean {
  if (kind === "dateField") return isDate(text);
  if (kind === "time") return isTime(text);
  const [day = "", hours = "", ...more] = text.split("T");
  return more.length === 0 && isDate(day) && isTime(hours);
}

/** A moment in a form that sorts by its letters. */
export function sortable(kind: MomentKind, text: string): string {
  if (kind === "dateField") return text;
  const [day, hours] = kind === "time" ? ["", text] : (text.split("T") as [string, string]);
  const [, hour = "", minute = "", second = "00", fraction = ""] = TIME.exec(hours) ?? [];
  return `${day}T${hour}:${minute}:${second}.${fraction.padEnd(9, "0")}`;
}

/** How fine the moments of a field are: the coarsest that its bounds and what stands in it allow. */
export type Grain = "minutes" | "seconds" | "milliseconds" | "finer";

/** Looks at texts for how fine they are. */
export function grainOf(texts: string[]): Grain {
  const grain = (text: string): number => {
    const fraction = /\.(\d+)$/.exec(text)?.[1];
    if (fraction) return fraction.length > 3 ? 3 : 2;
    return /\d{2}:\d{2}:\d{2}$/.test(text) ? 1 : 0;
  };
  const finest = Math.max(0, ...texts.map(grain));
  return (["minutes", "seconds", "milliseconds", "finer"] as const)[finest] ?? "minutes";
}

/** Whether the browser's own input can hold such a text as it is: it knows no year 0 and nothing finer than milliseconds. */
export function isNative(kind: MomentKind, text: string): boolean {
  if (!text) return true;
  return isMoment(kind, text) && grainOf([text]) !== "finer" && !(kind !== "time" && text.startsWith("0000"));
}
