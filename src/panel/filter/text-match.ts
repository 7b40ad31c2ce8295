import type { Value } from "./read-terms.ts";

/** Whether a text has what was searched for, without regard to case. */
export function matchText({
  text,
  regex,
}: Pick<Value, "text" | "regex">): (text: string) => boolean {
  if (regex) return (whole) => regex.test(whole);
  const wanted = text.toLowerCase();
  // Without letters, case makes no difference and the copy in small letters can be spared.
  if (wanted === text.toUpperCase()) return (whole) => whole.includes(wanted);
  return (whole) => whole.toLowerCase().includes(wanted);
}
