import type { Finding, FindingId } from "../../analysis/finding.ts";

/** `endpoints`: where the line stands for several. */
export type FindingLine = { finding: Finding; count: number; endpoints?: number };

/** Of a remark about more endpoints one line says it: forty of them would hide everything else. */
const MOST_ALIKE = 3;

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

/** One line for the same remark about many endpoints. */
export function foldRemarks(lines: readonly FindingLine[]): FindingLine[] {
  const remarks = new Map<FindingId, FindingLine[]>();
  for (const line of lines) {
    if (line.finding.severity !== "info") continue;
    const own = remarks.get(line.finding.id);
    if (own) own.push(line);
    else remarks.set(line.finding.id, [line]);
  }
  return lines.flatMap((line) => {
    const own = line.finding.severity === "info" ? (remarks.get(line.finding.id) ?? []) : [];
    if (own.length <= MOST_ALIKE) return [line];
    if (line !== own[0]) return [];
    const count = own.reduce((sum, one) => sum + one.count, 0);
    return [{ finding: line.finding, count, endpoints: own.length }];
  });
}
