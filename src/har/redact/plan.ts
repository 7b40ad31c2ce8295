/** What is to become of a JSON value, told by where it stands. */

export type Plan = Walk | Whole | Loose;

/** An object or a list that is passed on as it is, but for what stands in it. */
export type Walk = { kind: "walk"; at: (key: string | number) => Plan };

/** Small enough to be read as a whole. The same value back means that its text stays as it is. */
export type Whole = {
  kind: "whole";
  change: (value: unknown, place: () => string) => unknown;
  /** Only `change` can mask it: what is larger or deeper than any real one is refused. */
  isIndivisible?: true;
  /** Nobody wants to know: where it ends is looked for, and nothing else. */
  isSkipped?: true;
};

/** Of any size and depth: its texts, numbers and names are seen one by one. */
export type Loose = { kind: "loose" };

export type Scalar = string | number | boolean | null;

export type Seen = {
  /** Under which it stands, itself or the list that it is in. */
  name: string;
  /** The text under "name" before it in the same object. */
  sibling: string | null;
  place: () => string;
};

/** What becomes of the parts of a loose value. */
export type Looseness = {
  change: (value: Scalar, seen: Seen) => Scalar;
  name: (name: string, seen: Seen) => string;
  /** A part of a text that is too long to be seen as a whole. */
  part: (text: string, seen: Seen) => string;
};

export const LOOSE: Loose = { kind: "loose" };

export const walk = (fields: { [name: string]: Plan }): Walk => ({
  kind: "walk",
  at: (key) =>
    typeof key === "string" && Object.hasOwn(fields, key) ? (fields[key] as Plan) : LOOSE,
});

export const list = (itemAt: (index: number) => Plan): Walk => ({
  kind: "walk",
  at: (key) => (typeof key === "number" ? itemAt(key) : LOOSE),
});

export const whole = (change: Whole["change"]): Whole => ({ kind: "whole", change });

export const skipped: Whole = { kind: "whole", change: (value) => value, isSkipped: true };

export const indivisible = (change: Whole["change"]): Whole => ({
  kind: "whole",
  change,
  isIndivisible: true,
});
