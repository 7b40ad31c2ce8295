import type { Finding } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";
import { isQuiet } from "../../analysis/standing-words.ts";
import { formatCount } from "../../words/words.ts";
import { isGoingOn } from "../model/finding-index.ts";
import { dayTime } from "../ui/clock-time.ts";
import { Endpoint } from "../ui/Endpoint.tsx";
import { isCopy } from "../ui/rows/is-copy.ts";
import { type FindingLine, foldFindings, foldRemarks } from "./fold-findings.ts";

export type LineProps = {
  findings: Finding[];
  nowMs: number;
  /** What went on at its end may be over by now. */
  inFile: boolean;
  ordinalOf(connectionId: string): number | null;
  onOpen(finding: Finding): void;
  hand: LineHand;
};

/** What hands do with a line besides opening it. */
export type LineHand = {
  onMenu(about: Incident | Finding, event: MouseEvent): void;
  onCopy(text: string): void;
};

/** Menu and copying for a line, by pointer and keys; lines may lie in each other. */
export const handOf = (hand: LineHand, about: Incident | Finding, told: string) => ({
  onContextMenu: (event: MouseEvent) => {
    event.stopPropagation();
    hand.onMenu(about, event);
  },
  onKeyDown: (event: KeyboardEvent) => {
    if (!isCopy(event)) return;
    event.stopPropagation();
    event.preventDefault();
    hand.onCopy(told);
  },
});

/** "Going on" would be read as of now. */
export const WHEN_FILE_ENDED = "when the file ended";

/** One line each, newest first. */
export const FindingLines = ({ findings, ...lines }: LineProps) => (
  <FoldedLines lines={foldRemarks(foldFindings(findings))} {...lines} />
);

export const FoldedLines = ({
  lines,
  nowMs,
  inFile,
  ordinalOf,
  onOpen,
  hand,
}: Omit<LineProps, "findings"> & { lines: readonly FindingLine[] }) => (
  <ul>
    {lines.map(({ finding, count, endpoints }) => (
      <li
        key={`${finding.id} ${finding.subject.kind} ${finding.subject.url}`}
        {...handOf(hand, finding, finding.title)}
      >
        <button type="button" class="finding-line" onClick={() => onOpen(finding)}>
          <span class={`severity ${finding.severity}`}>
            <span class="spoken">{finding.severity}: </span>
          </span>
          <FindingTime finding={finding} nowMs={nowMs} inFile={inFile} />
          <span class="finding-title">
            {finding.title}
            {endpoints ? (
              <span class="times">
                {" "}
                and likewise at {formatCount(endpoints - 1)} other endpoints
              </span>
            ) : (
              <Times of={finding} count={count} />
            )}
          </span>
          <Subject finding={finding} ordinalOf={ordinalOf} />
        </button>
      </li>
    ))}
  </ul>
);

/** "×31", unless the title says how often by itself: "Nobody spoke: …, 3 times". */
export const Times = ({ of, count }: { of: Finding; count: number }) =>
  count > 1 && !of.tellsTimes ? <span class="times"> ×{formatCount(count)}</span> : null;

/** When it last showed; trouble that goes on by new attempts is news, a hint that still holds is not. */
function FindingTime({
  finding,
  nowMs,
  inFile,
}: { finding: Finding } & Pick<LineProps, "nowMs" | "inFile">) {
  const { since, until, lastAt, severity } = finding;
  const isNews = severity !== "info" && lastAt !== undefined;
  if (isNews && isGoingOn(finding) && !isQuiet(finding, nowMs))
    return <time class={`tone-${severity}`}>{inFile ? WHEN_FILE_ENDED : "going on"}</time>;
  return <time class="quiet">{dayTime(until ?? lastAt ?? since)}</time>;
}

export function Subject({
  finding: { subject },
  ordinalOf,
  onlyNumber = false,
}: Pick<LineProps, "ordinalOf"> & { finding: Finding; onlyNumber?: boolean }) {
  if (subject.kind === "page") return <span class="finding-subject quiet">page</span>;
  const ordinal = subject.kind === "connection" ? ordinalOf(subject.id) : null;
  return (
    <span class="finding-subject quiet">
      {ordinal !== null && `#${ordinal}`}
      {!onlyNumber && <Endpoint endpoint={subject.url} />}
    </span>
  );
}
