/**
 * What becomes of each text in an object, as the compiler demands it: a field that holds text, at any
 * depth, has to be named with what is done to it, or this no longer compiles.
 */
import type { Masker } from "../../secrets/masker.ts";

/** Ours, or a fixed word of the browser or of a standard: no page or server can put anything in it. */
export type Kept = "kept";
/** The value without its secrets, or made anew from others. */
type Change<T> = (value: T, masker: Masker) => T;

/** Whether anything in it is a text of any wording; those of a fixed list are not. */
type HasText<T> = T extends string
  ? string extends T
    ? true
    : never
  : T extends Uint8Array
    ? true
    : T extends ReadonlyMap<string, infer V>
      ? HasText<V>
      : T extends readonly (infer V)[]
        ? HasText<V>
        : T extends object
          ? { [K in keyof T]-?: HasText<T[K]> }[keyof T]
          : never;

type NamesOfTexts<T> = { [K in keyof T]-?: true extends HasText<T[K]> ? K : never }[keyof T];

/** `masked` and `computed` are functions, of a text or of all that a field holds. */
export type Masking<T> =
  | Change<T>
  | (T extends string
      ? Kept
      : T extends Uint8Array
        ? never
        : T extends ReadonlyMap<string, infer V>
          ? { each: Masking<NonNullable<V>> }
          : T extends readonly (infer V)[]
            ? { each: Masking<NonNullable<V>> }
            : T extends object
              ? { [K in NamesOfTexts<T>]: Masking<NonNullable<T[K]>> }
              : never);

/** A copy, changed as it says there. What is null stays so. */
export function applyMasking<T extends object>(value: T, masking: Masking<T>, masker: Masker): T {
  return change(value, masking, masker) as T;
}

function change(value: unknown, masking: unknown, masker: Masker): unknown {
  if (value === null || value === undefined || masking === "kept") return value;
  if (typeof masking === "function") return masking(value, masker);
  const fields = masking as { [name: string]: unknown };
  if (value instanceof Map) {
    // A file may hold anything, and so may its ids; equal ones stay equal.
    return new Map(
      [...value].map(([key, item]) => [masker.text(key, "id"), change(item, fields.each, masker)]),
    );
  }
  if (Array.isArray(value)) return value.map((item) => change(item, fields.each, masker));
  const changed: { [name: string]: unknown } = { ...(value as object) };
  // In the order of the masking: what was offered is known before what was chosen of it.
  for (const name of Object.keys(fields)) {
    if (name in changed) changed[name] = change(changed[name], fields[name], masker);
  }
  return changed;
}
