/** What reports say of outages, before they give it a form. */
import { formatCount, formatDuration } from "../../words/words.ts";
import type { Fix, Outage, RecoveryGrade } from "../finding.ts";
import { foldOutages, OUTAGE_STATES, overAt } from "../outages/fold-outages.ts";
import { formatTime } from "./evidence-words.ts";

export type OutageText = {
  state: Outage["state"];
  /** "over: 2026-11-20 22:00:08 to 22:00:55 UTC". */
  when: string;
  title: string;
  /** What it cost, and how it compares with others; a sentence each. */
  remarks: string[];
  fixes: Fix[];
};

export const tellOutages = (outages: readonly Outage[]): OutageText[] =>
  foldOutages(outages).map(({ outage, times, firstAt }) => {
    const { state, title, fixes, lost, before, begin } = outage;
    const lastedMs = (overAt(outage) ?? begin) - begin;
    return {
      state,
      when: `${OUTAGE_STATES[state]}: ${sayWhen(outage)}`,
      title,
      remarks: [
        ...(times > 1
          ? [
              `The same ${formatCount(times)} times, the first at ${withoutMs(formatTime(firstAt))}.`,
            ]
          : []),
        ...(lost.sendsFailed > 0
          ? [`Sent in vain while it lasted: ${formatCount(lost.sendsFailed)}.`]
          : []),
        ...(lost.requestsUnanswered > 0
          ? [`Sent before the break and never answered: ${formatCount(lost.requestsUnanswered)}.`]
          : []),
        ...(times === 1 && before.count > 0 && lastedMs > before.longestMs
          ? [`Longer than those before it: ${formatDuration(before.longestMs)} at most.`]
          : []),
      ],
      fixes,
    };
  });

/** "recovery B: recovers in 8 s on average; out of reach 2 times, 16 s in all, available 98.4 % of the time". */
export const sayRecovery = (recovery: RecoveryGrade): string => {
  const { grade, text, outages, downMs, availability } = recovery;
  const times = outages === 1 ? "once" : `${formatCount(outages)} times`;
  return `${grade === null ? "Recovery" : `Recovery ${grade}`}: ${text}; out of reach ${times}, ${formatDuration(downMs)} in all, available ${percent(availability)} % of the time.`;
};

/** Downwards: what was away for a second was not there all of the time. */
const percent = (share: number): number => Math.floor(share * 1_000) / 10;

function sayWhen(outage: Outage): string {
  const begin = withoutMs(formatTime(outage.begin));
  const until = overAt(outage);
  if (until === null) return `since ${begin}`;
  const end = withoutMs(formatTime(until));
  const isSameDay = begin.slice(0, DATE) === end.slice(0, DATE);
  return isSameDay ? `${begin.replace(" UTC", "")} to ${end.slice(DATE)}` : `${begin} to ${end}`;
}

/** "2026-11-20 ". */
const DATE = 11;

const withoutMs = (time: string): string => time.replace(/\.\d{3}/, "");
