import type { Finding } from "../../analysis/finding.ts";
import { isQuiet } from "../../analysis/standing-words.ts";
import { formatCount } from "../../analysis/words.ts";
import { clockTime } from "../clock-time.ts";
import { isGoingOn } from "../finding-index.ts";
import { foldFindings } from "../fold-findings.ts";
import { Endpoint } from "./Endpoint.tsx";

export type LineProps = {
  findings: Finding[];
  nowMs: number;
  ordinalOf(connectionId: string): number | null;
  onOpen(finding: Finding): void;
};

/** One line each, newest first. */
export const FindingLines = ({ findings, nowMs, ordinalOf, onOpen }: LineProps) => (
  <ul>
    {foldFindings(findings).map(({ finding, count }) => (
      <li key={`${finding.id} ${finding.subject.kind} ${finding.subject.url}`}>
        <button type="button" class="finding-line" onClick={() => onOpen(finding)}>
          <span class={`severity ${finding.severity}`}>
            <span class="spoken">{finding.severity}: </span>
          </span>
          <FindingTime finding={finding} nowMs={nowMs} />
          <span class="finding-title">
            {finding.title}
            {count > 1 && <span class="times"> ×{formatCount(count)}</span>}
          </span>
          <Subject finding={finding} ordinalOf={ordinalOf} />
        </button>
      </li>
    ))}
  </ul>
);

/** When it last showed; what shows right now is news. */
function FindingTime({ finding, nowMs }: { finding: Finding; nowMs: number }) {
  const { since, until, lastAt } = finding;
  if (isGoingOn(finding) && !isQuiet(finding, nowMs))
    return <time class="tone-error">going on</time>;
  return <time class="quiet">{clockTime(until ?? lastAt ?? since).slice(0, 8)}</time>;
}

export function Subject({
  finding: { subject },
  ordinalOf,
}: Pick<LineProps, "ordinalOf"> & { finding: Finding }) {
  if (subject.kind === "page") return <span class="finding-subject quiet">page</span>;
  const ordinal = subject.kind === "connection" ? ordinalOf(subject.id) : null;
  return (
    <span class="finding-subject quiet">
      {ordinal !== null && `#${ordinal}`}
      <Endpoint endpoint={subject.url.replace(/^wss?:\/\//, "").replace(/\?.*$/, "")} />
    </span>
  );
}
