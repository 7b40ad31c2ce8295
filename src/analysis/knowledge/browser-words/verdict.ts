import type { CauseId } from "../../findings.ts";
import type { KindOf, VariantOf } from "../../texts/facts-of.ts";

/** What a text or a status says of a handshake. `variant` picks among the finding's texts. */
export type HandshakeVerdict = { id: CauseId; variant?: VariantOf<CauseId>; status?: number };

export type Row = { pattern: RegExp; status?: number } & KindOf<CauseId>;

/** What the first row that fits says; the more telling rows stand first. */
export function judgeBy(rows: readonly Row[], text: string): HandshakeVerdict | null {
  const row = rows.find(({ pattern }) => pattern.test(text));
  if (!row) return null;
  const { pattern: _, ...verdict } = row;
  return verdict;
}
