import type { Rule } from "../rule.ts";
import { CHANGES } from "./changes.ts";
import { FAILURES } from "./failures.ts";
import { LIMITS } from "./limits.ts";
import { MUST_BE } from "./must-be.ts";
import { REFUSALS } from "./refusals.ts";
import { SESSIONS } from "./sessions.ts";
import { TIMES } from "./times.ts";

/** The more exact before the more general: the first that fits is believed. */
export const RULES: readonly Rule[] = [
  ...MUST_BE,
  ...SESSIONS,
  ...LIMITS,
  ...TIMES,
  ...CHANGES,
  ...REFUSALS,
  ...FAILURES,
];
