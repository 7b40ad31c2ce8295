import { groupOf } from "../../har/mask/group-secrets.ts";
import type { Wishes } from "../../har/mask/watch-masker.ts";
import type { Packing } from "./written-file.ts";

/** What the user says of an export, as it was typed and ticked. */
export type ExportWishes = {
  names: readonly string[];
  patterns: readonly string[];
  /** Groups of secrets that stay as they are. */
  kept: ReadonlySet<string>;
};

/** As they stand in messages and forms: no credentials, and nothing to pass on by accident. */
export const MAIL_PATTERN = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;

export const NO_EXPORT_WISHES: ExportWishes = { names: [], patterns: [], kept: new Set() };

/** Of a session, what alone is exported. `shown`: what the filter and the chosen time leave. */
export type PartWish = { kind: "connections"; ids: readonly string[] } | { kind: "shown" };

/** How the whole, or a part, is to be saved. */
export type ExportOrder = {
  /** Null: with its secrets. */
  wishes: ExportWishes | null;
  packing: Packing;
  /** Null: all of it. */
  part: PartWish | null;
  /** With what servers' logs say of its connections. */
  withLogs: boolean;
};

export type PreviewOrder = Pick<ExportOrder, "part" | "withLogs"> & {
  onShare(share: number): void;
};

/** Rejects with the words for a pattern that cannot be used. */
export async function readWishes({ names, patterns, kept }: ExportWishes): Promise<Wishes> {
  return {
    names,
    patterns: patterns.length === 0 ? [] : await compile(patterns),
    keep: (secret) => kept.has(groupOf(secret)),
  };
}

/** Loaded when it is needed: its engine is as large as the rest of the export. */
async function compile(patterns: readonly string[]) {
  const { compilePattern } = await import("../../har/mask/compile-pattern.ts");
  return patterns.map(compilePattern);
}

/** Names stand in one line, with commas between. */
export const parseNames = (text: string): string[] => split(text, ",");
/** A pattern may hold commas, so each has its own line. */
export const parsePatterns = (text: string): string[] => split(text, "\n");

const split = (text: string, sign: string): string[] =>
  text
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== "");
