import { RE2JS } from "re2js";
import type { FindOwn } from "../../secrets/patterns.ts";

/** A text in which there are more is masked from there on. */
const MAX_MATCHES = 1_000;

/**
 * A regular expression of the user's. It takes no more than linear time, whatever it looks like and
 * whatever the text is: an engine without backtracking runs it.
 */
export function compilePattern(expression: string): FindOwn {
  const compiled = compile(expression);
  return (text) => {
    if (!compiled.test(text)) return [];
    const found: ReturnType<FindOwn> = [];
    const matcher = compiled.matcher(text);
    while (matcher.find()) {
      const from = matcher.start();
      const isLast = found.length === MAX_MATCHES;
      const to = isLast ? text.length : matcher.end();
      if (to > from) found.push({ from, to });
      if (isLast) break;
    }
    return found;
  };
}

function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(expression));
  } catch (error) {
    const why = (error as Error).message.replace(/^error parsing regexp: /, "");
    throw new Error(
      `The pattern ${JSON.stringify(expression)} cannot be used: ${why}. References back and looks around are not known here.`,
    );
  }
}
