import type { Outage } from "../../analysis/finding.ts";
import type { Incident } from "../../analysis/incidents.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import { SOLVED_BY } from "../../analysis/outages/outage-words.ts";
import { countOf, formatCount, formatDuration } from "../../words/words.ts";
import { dayTime } from "../ui/clock-time.ts";
import { FoldedLines, type LineProps } from "./Findings.tsx";
import { insideIncident } from "./inside-incident.ts";

type Props = Omit<LineProps, "findings"> & { incident: Incident };

/** The course of an incident: its phases, what it cost, and what else was found about it. */
export function IncidentDetails({ incident, ...lines }: Props) {
  const { outage } = incident;
  const others = insideIncident(incident);
  return (
    <div class="incident-course">
      {outage && <Phases outage={outage} nowMs={lines.nowMs} />}
      {outage && remarksOf(outage).map((remark) => <p key={remark}>{remark}</p>)}
      {others.length > 0 && <FoldedLines lines={others} {...lines} />}
    </div>
  );
}

/** What came after what, each as long as it lasted: the same stands on the timeline above. */
function Phases({ outage, nowMs }: { outage: Outage; nowMs: number }) {
  const { begin, phases, readyAgain, openAgain } = outage;
  const until = overAt(outage) ?? nowMs;
  const lengthMs = Math.max(1, until - begin);
  return (
    <ol class="phases">
      {phases.map(({ words, count, from, until: to }) => (
        <li key={`${from} ${words}`}>
          <time class="quiet">{dayTime(from)}</time>
          <span class="phase-bar" aria-hidden="true">
            <span
              class="phase-fill"
              style={{
                marginInlineStart: `${(100 * (from - begin)) / lengthMs}%`,
                width: `${(100 * Math.max(0, to - from)) / lengthMs}%`,
              }}
            />
          </span>
          <span>
            {words}
            {count > 1 && ` ${formatCount(count)}×`}
            {to - from >= SHOWN_MS && <span class="quiet"> for {formatDuration(to - from)}</span>}
          </span>
        </li>
      ))}
      {openAgain !== null && (
        <li>
          <time class="quiet">{dayTime(readyAgain ?? openAgain)}</time>
          <span class="phase-bar" aria-hidden="true" />
          <span class="tone-good">
            {readyAgain === null ? "open again, and not counted on yet" : sayBack(outage)}
          </span>
        </li>
      )}
    </ol>
  );
}

/** A phase that was over sooner was a moment. */
const SHOWN_MS = 1_000;

const sayBack = ({ state, solvedBy }: Outage): string =>
  solvedBy !== null && solvedBy !== "left"
    ? `works again, ${SOLVED_BY[solvedBy]}`
    : state === "over"
      ? "works again, by the page's own retry"
      : "works again";

function remarksOf({ lost, attempts, waitsMs, before }: Outage): string[] {
  const longestMs = waitsMs.reduce((most, ms) => Math.max(most, ms), 0);
  return [
    ...(lost.sendsFailed > 0
      ? [`Sent in vain while it lasted: ${countOf(lost.sendsFailed, "message")}.`]
      : []),
    ...(lost.requestsUnanswered > 0
      ? [
          `Asked before the break and never answered: ${countOf(lost.requestsUnanswered, "request")}.`,
        ]
      : []),
    ...(attempts > 1 && longestMs > 0
      ? [`${countOf(attempts, "try", "tries")}, the longest wait ${formatDuration(longestMs)}.`]
      : []),
    ...(before.count > 0
      ? [
          `Before it ${countOf(before.count, "outage")} of the same endpoint, ${formatDuration(before.longestMs)} at most.`,
        ]
      : []),
  ];
}
