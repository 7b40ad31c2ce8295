import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { check } from "recheck";
import type { Expression } from "./expressions.ts";

/** For one that is hard to tell, on a machine that does much else. */
const TIMEOUT_MS = 60_000;
/** What repeats no further than this costs each character a fixed number of looks. */
const SHORT = 8;

/** Null where no text costs more than its length; otherwise what is wrong. */
export async function judgeExpression({ source, flags }: Expression): Promise<string | null> {
  if (source === null) return "is put together at run time";
  const shape = shapeOf(source, flags);
  if (!shape.repeats) return null;
  if (shape.looksFar) return "looks ahead or behind without a bound, from wherever it may begin";
  const verdict = await check(source, flags, { timeout: TIMEOUT_MS, randomSeed: 1 });
  if (verdict.status === "safe") return null;
  if (verdict.status === "unknown") return `could not be judged (${verdict.error.kind})`;
  return `is ${verdict.complexity.summary}, for instance for ${verdict.attack.pattern}`;
}

function shapeOf(source: string, flags: string): { repeats: boolean; looksFar: boolean } {
  const unicode = flags.includes("u");
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode });
  const beginsAnywhere =
    flags.includes("m") ||
    !pattern.alternatives.every(
      ({ elements: [first] }) => first?.type === "Assertion" && first.kind === "start",
    );
  let repeats = false;
  let looksFar = false;
  let looking = 0;
  visitRegExpAST(pattern, {
    onQuantifierEnter({ max, min }) {
      if (max > SHORT && max !== min) repeats = true;
      // Of these the checker only tries texts; it does not prove anything.
      if (max === Number.POSITIVE_INFINITY && looking > 0 && beginsAnywhere) looksFar = true;
    },
    onAssertionEnter({ kind }) {
      if (kind === "lookahead" || kind === "lookbehind") looking++;
    },
    onAssertionLeave({ kind }) {
      if (kind === "lookahead" || kind === "lookbehind") looking--;
    },
  });
  return { repeats, looksFar };
}
