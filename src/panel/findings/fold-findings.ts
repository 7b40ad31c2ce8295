import type { Finding } from "../../analysis/finding.ts";

export type FindingLine = { finding: Finding; count: number };

/** One line for the same finding about the same endpoint: the newest of them stands for the others. */
export function foldFindings(newestFirst: readonly Finding[]): FindingLine[] {
  const lines = new Map<string, FindingLine>();
  for (const finding of newestFirst) {
    const { id, subject } = finding;
    const key = `${id} ${subject.kind} ${subject.url}`;
    const line = lines.get(key);
    if (line) line.count++;
    else lines.set(key, { finding, count: 1 });
  }
  return [...lines.values()];
}
