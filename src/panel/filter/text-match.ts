import type { Value } from "./read-terms.ts";
import type { TestText } from "./text-verdicts.ts";

/** For a worker, which may be stopped, and for expressions of our own. */
export const testAtOnce: TestText = (regex, text) => regex.test(text);

/** Whether a text has what was searched for, without regard to case. */
export function matchText(
  { text, regex }: Pick<Value, "text" | "regex">,
  test = testAtOnce,
): (text: string) => boolean {
  if (regex) return (whole) => test(regex, whole);
  const wanted = text.toLowerCase();
  // Without letters, case makes no difference and the copy in small letters can be spared.
  if (wanted === text.toUpperCase()) return (whole) => whole.includes(wanted);
  return (whole) => whole.toLowerCase().includes(wanted);
}
