import type { Rates } from "../../analysis/connection/join-activity.ts";
import { clockTime, dayTime } from "../ui/clock-time.ts";
import { ChartCursor } from "./ChartCursor.tsx";

type Props = {
  title: string;
  rates: Rates;
  received: readonly number[];
  sent: readonly number[];
  /** A rate a second in words. */
  words(perSecond: number): string;
};

const HALF = 30;

/** Received above the line, sent below it, each step as high as its rate. */
export function RateChart({ title, rates, received, sent, words }: Props) {
  const perSecond = (value: number) => (value * 1_000) / rates.stepMs;
  const most = Math.max(...received, ...sent);
  // A little is still to be seen beside a flood.
  const height = (value: number) => (value === 0 ? 0 : Math.max(1, (value / most) * HALF));
  const peaks = `at most ${words(perSecond(Math.max(...received)))} received and ${words(perSecond(Math.max(...sent)))} sent a second`;
  const until = rates.from + rates.stepMs * received.length;
  const wordsAt = (at: number) => {
    const [from, to] = [at, at + 1].map((step) => clockTime(rates.from + step * rates.stepMs));
    const [came, went] = [received[at] ?? 0, sent[at] ?? 0].map((count) => words(perSecond(count)));
    return `${from} to ${to}: ${came} received and ${went} sent a second`;
  };
  return (
    <figure class="rate-chart">
      <figcaption>
        <strong>{title}</strong> <span class="quiet">{peaks}</span>
      </figcaption>
      <ChartCursor label={`${title} over time`} count={received.length} words={wordsAt}>
        {(at) => (
          <>
            <svg
              viewBox={`0 0 ${received.length} ${2 * HALF}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={`${title}: ${peaks}`}
            >
              {at !== null && (
                <rect class="cursor" data-cursor="" x={at} width="1" height={2 * HALF} />
              )}
              <path class="receive" d={barsOf(received, (value) => [HALF - height(value), HALF])} />
              <path class="send" d={barsOf(sent, (value) => [HALF, HALF + height(value)])} />
            </svg>
            <p class="ends quiet">
              <time>{dayTime(rates.from)}</time>
              <time>{dayTime(until)}</time>
            </p>
          </>
        )}
      </ChartCursor>
    </figure>
  );
}

/** One path for all bars: a chart is one thing to the browser, too. */
export const barsOf = (
  values: readonly number[],
  span: (value: number) => [from: number, to: number],
): string =>
  values
    .map((value, x) => {
      const [from, to] = span(value);
      return from === to ? "" : `M${x} ${from}h0.85V${to}h-0.85z`;
    })
    .join("");
