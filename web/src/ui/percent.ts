// How sure somebody is, in words.

/** A confidence in words. What is not quite sure is never rounded to sure. */
export function percent(confidence: number): string {
  const rounded = Math.round(confidence * 100);
  if (rounded === 100 && confidence < 1) return "over 99 %";
  if (rounded === 0 && confidence > 0) return "under 1 %";
  return `${rounded} %`;
}
