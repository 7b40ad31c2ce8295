import type { Secret } from "../../secrets/masker.ts";

/** Secrets that are told as one. */
export const groupOf = ({ kind, name, place }: Pick<Secret, "kind" | "name" | "place">): string =>
  `${kind}\n${name}\n${place}`;
