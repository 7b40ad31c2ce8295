/** What reports say of outages, before they give it a form. */
import { countOf, formatCount, formatDuration, listOf } from "../../words/words.ts";
import type { Fix, Outage, OutageLosses, RecoveryGrade } from "../finding.ts";
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
              `The same ${formatCount(times)} times, the first at ${withoutMs(formatTime(firstAt))}, one each ${formatDuration((begin - firstAt) / (times - 1))} on average.`,
            ]
          : []),
        ...tellLosses(lost),
        ...(times === 1 && before.count > 0 && lastedMs > before.longestMs
          ? [`Longer than those before it: ${formatDuration(before.longestMs)} at most.`]
          : []),
      ],
      fixes,
    };
  });

/** A sentence for each way of losing something, and for what was taken up again. */
function tellLosses(lost: OutageLosses): string[] {
  const { sendsFailed, requestsUnanswered, requests, subscriptions, skipped } = lost;
  const unnamed = subscriptions.gone - subscriptions.missing.length;
  const missing = [...subscriptions.missing, ...(unnamed > 0 ? [countOf(unnamed, "other")] : [])];
  return [
    ...(sendsFailed > 0 ? [`Sent in vain while it lasted: ${formatCount(sendsFailed)}.`] : []),
    ...(requestsUnanswered > 0
      ? [`Sent before the break and never answered: ${formatCount(requestsUnanswered)}.`]
      : []),
    ...(requests.again > 0
      ? [`Open requests sent again afterwards: ${ofAll(requests.again, requests.open)}.`]
      : []),
    ...(requests.gone > 0
      ? [`Open requests never sent again: ${ofAll(requests.gone, requests.open)}.`]
      : []),
    ...(subscriptions.gone > 0
      ? [`Not subscribed to again: ${listOf(missing)}.`]
      : subscriptions.again > 0
        ? [`Subscriptions taken up again: ${ofAll(subscriptions.again, subscriptions.held)}.`]
        : []),
    ...skipped.map(
      ({ name, from, to, count }) =>
        `Never received: ${countOf(count, "event")}, ${name} ${count === 1 ? from : `${from} to ${to}`}.`,
    ),
  ];
}

/** "all 3", "2 of 3". */
const ofAll = (part: number, all: number): string =>
  part === all && all > 1
    ? `all ${formatCount(all)}`
    : `${formatCount(part)} of ${formatCount(all)}`;

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
