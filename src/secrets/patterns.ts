import type { Span } from "./secret.ts";

/** Where in a text something stands that the user calls a secret, in order. */
export type FindOwn = (text: string) => { from: number; to: number }[];

export const findPatterns = (text: string, patterns: readonly FindOwn[]): Span[] =>
  patterns.flatMap((find) =>
    find(text).map(({ from, to }) => ({
      from,
      to,
      kind: "own",
      name: "",
      value: text.slice(from, to),
      quote: "",
    })),
  );
