import * as v from "valibot";
import { beginningOf } from "./cut-text.ts";

/** The latest moment a Date can hold. Larger numbers, each finite, could add up to infinity. */
export const MAX_TIME_MS = 8.64e15;

export { MAX_PHRASE, MAX_SENTENCE, MAX_WORD } from "./longest.ts";

/** Milliseconds, of the wall clock or of a document's own. */
export const time = v.pipe(v.number(), v.minValue(-MAX_TIME_MS), v.maxValue(MAX_TIME_MS));

/** A string of at most `max` characters; a longer one is cut rather than refused. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value: string) => beginningOf(value, max)),
  );
