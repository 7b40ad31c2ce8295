/** Checks what a file holds, and names the place where it is not what it should be. */
import * as v from "valibot";
import { HarError } from "./har-error.ts";
import type { JsonPart } from "./json-part.ts";

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fail = (value: unknown, place: string, kind: string): never => {
  throw new HarError(place, value === undefined ? "is missing" : `is not ${kind}`);
};

export const objectAt = (value: unknown, place: string): Record<string, unknown> =>
  isObject(value) ? value : fail(value, place, "an object");

export const listAt = (value: unknown, place: string): unknown[] =>
  Array.isArray(value) ? value : fail(value, place, "a list");

/** What is in a list, parsed one by one. */
export const itemsAt = (part: JsonPart | null, place: string): Iterable<JsonPart> =>
  part?.items() ?? fail(part?.parse(), place, "a list");

export const textAt = (value: unknown, place: string): string =>
  typeof value === "string" ? value : fail(value, place, "a text");

export const numberAt = (value: unknown, place: string): number =>
  typeof value === "number" && Number.isFinite(value) ? value : fail(value, place, "a number");

/** The value as the schema reads it; an error names the first place that differs. */
export function checkShape<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  place: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [whole] = result.issues;
  // Of alternatives the one that fits from the outside says best what is wrong within.
  const within = whole.issues?.find(({ path }) => path !== undefined);
  const path = [...(whole.path ?? []), ...(within?.path ?? [])].map(({ key }) =>
    typeof key === "number" ? `[${key}]` : `.${String(key)}`,
  );
  throw new HarError(place + path.join(""), describeIssue(within ?? whole));
}

const KINDS: Record<string, string> = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
  Array: "a list",
  Object: "an object",
};

function describeIssue({ expected, received, message, kind }: v.BaseIssue<unknown>): string {
  if (kind === "transformation") return message;
  if (received === "undefined") return "is missing";
  const kinds = (expected ?? "what it should be").replaceAll(/[()]/g, "").split(" | ");
  return `is not ${kinds.map((one) => KINDS[one] ?? one).join(" or ")}`;
}
