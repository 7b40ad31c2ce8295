import type { Attempt, Series } from "../../analysis/finding.ts";
import { formatLoad } from "../../analysis/series/series-cost.ts";
import { countOf, formatCount, formatDuration, listOf } from "../../words/words.ts";
import { HELD_WORDS } from "./delay-rows.ts";

export type Figure = { name: string; value: string };

/** What a series amounts to, in figures; of attempts and waits those that are shown. */
export function seriesFigures(
  series: Series,
  shown: readonly Attempt[] = series.history,
): Figure[] {
  const { policy, libraryText, stopsAfter } = series;
  const uptimes = shown.flatMap(({ uptimeMs }) => uptimeMs ?? []).sort(byValue);
  const figures: Figure[] = [
    {
      name: "Attempts",
      value: `${formatCount(shown.length)}, of which ${formatCount(uptimes.length)} opened`,
    },
  ];
  const delays = shown.flatMap(({ delayMs }) => delayMs ?? []).sort(byValue);
  if (delays.length > 0) figures.push({ name: "Waits", value: spread(delays) });
  if (uptimes.length > 0) figures.push({ name: "Uptimes", value: spread(uptimes) });
  if (policy.n > 0) {
    figures.push({ name: "Rests on", value: countOf(policy.n, "wait") });
  }
  figures.push(...intervals(series));
  const reset = resetWords(series);
  if (reset) figures.push({ name: "Starts over", value: reset });
  if (libraryText !== null) figures.push({ name: "Like", value: libraryText });
  if (stopsAfter) {
    const often = stopsAfter.times > 1 ? `, ${countOf(stopsAfter.times, "time")}` : "";
    figures.push({
      name: "Stops after",
      value: `${countOf(stopsAfter.tries, "try", "tries")}${often}`,
    });
  }
  return figures;
}

const byValue = (a: number, b: number) => a - b;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function spread(sorted: readonly number[]): string {
  const least = at(sorted, 0);
  const most = at(sorted, 1);
  const middle = `median ${formatDuration(at(sorted, 0.5))}`;
  if (sorted.length === 1) return formatDuration(least);
  return `${middle}, from ${formatDuration(least)} to ${formatDuration(most)}`;
}

/** "First wait: 980 ms to 1.1 s (90 %)". */
function intervals({ policy: { ci } }: Series): Figure[] {
  const times = [
    ["First wait", ci.baseMs],
    ["Longest wait", ci.capMs],
  ] as const;
  const figures: Figure[] = times.flatMap(([name, interval]) =>
    interval
      ? [{ name, value: `${interval.map((ms) => formatDuration(ms)).join(" to ")} (90 % sure)` }]
      : [],
  );
  if (ci.factor) {
    const [low, high] = ci.factor.map((value) => value.toFixed(2));
    figures.push({ name: "Growth", value: `×${low} to ×${high} (90 % sure)` });
  }
  return figures;
}

function resetWords({ policy: { reset } }: Series): string | null {
  switch (reset.rule) {
    case "unseen":
      return null;
    case "open":
      return "at every opening, however short";
    case "never":
      return "never: later outages begin at the longest wait";
    case "uptime": {
      const most = reset.uptimeMs?.[1];
      return most === undefined
        ? "once a connection held"
        : `once a connection held for about ${formatDuration(most)}`;
    }
  }
}

/** What these waits cost a server that stays down, beside what a good policy would. */
export function costWords({ cost }: Series): string | null {
  if (!cost) return null;
  const later =
    cost.perMinuteLater < 1 ? "under one" : formatCount(Math.round(cost.perMinuteLater));
  return `While the server is down, each client makes ${countOf(cost.firstMinute, "attempt")} in the first minute and ${later} a minute later on. A thousand clients make ${formatLoad(cost)} handshakes a second in that first minute.`;
}

/** Waits that the browser stretched; they are not held against the page. */
export function browserWords({ history, throttledBy }: Series): string | null {
  const held = history.filter(({ heldBy }) => heldBy !== null);
  const throttled = history.filter(({ throttleMs }) => (throttleMs?.[1] ?? 0) > 0);
  const parts: string[] = [];
  if (held.length > 0) {
    const why = new Set(held.flatMap(({ heldBy }) => (heldBy ? HELD_WORDS[heldBy] : [])));
    parts.push(`${countOf(held.length, "wait")} left out: ${listOf([...why])}.`);
  }
  if (throttledBy !== null && throttled.length > 0) {
    parts.push(
      `${throttledBy} itself may have held back ${countOf(throttled.length, "handshake")} after ${THROTTLED_AFTER[throttledBy]}.`,
    );
  }
  return parts.length > 0 ? parts.join(" ") : null;
}

/** Firefox waits after the first failure already. */
const THROTTLED_AFTER = { Chromium: "so many failures", Firefox: "the failures before" };
