import * as v from "valibot";

/** The latest moment a Date can hold. Larger numbers, each finite, could add up to infinity. */
export const MAX_TIME_MS = 8.64e15;

/** Names and directives; reasons, subprotocols and errors; what an exception says. */
export const MAX_WORD = 256;
export const MAX_PHRASE = 1_024;
export const MAX_SENTENCE = 2_048;

/** Milliseconds, of the wall clock or of a document's own. */
export const time = v.pipe(v.number(), v.minValue(-MAX_TIME_MS), v.maxValue(MAX_TIME_MS));

/** A string of at most `max` characters; a longer one is cut rather than refused. */
export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value: string) => (value.length > max ? value.slice(0, max) : value)),
  );
