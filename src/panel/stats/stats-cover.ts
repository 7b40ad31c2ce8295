import type { Rates } from "../../analysis/connection/join-activity.ts";
import { largestOf } from "../../session/extremes.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatCount, formatDuration } from "../../words/words.ts";
import { spanInWords } from "../ui/clock-time.ts";
import type { Span } from "../ui/span.ts";

type Covered = Pick<Connection, "ordinal" | "traffic">;

/** Which of the figures follow the chosen time, and which of them cannot. */
export function describeCover(
  rates: Rates | null,
  connections: readonly Covered[],
  range: Span,
): string {
  const [first] = connections;
  const rest =
    first && connections.length === 1
      ? `the whole life of #${first.ordinal}`
      : `the whole lives of the ${countOf(connections.length, "connection")} in that time`;
  return `Rates: ${rates ? ratesWords(rates, connections, range) : "none"}. The rest: ${rest}.`;
}

function ratesWords(
  { send, receive, stepMs }: Rates,
  connections: readonly Covered[],
  range: Span,
): string {
  const received = formatCount(sum(receive));
  const words = `${spanInWords(range)}, about ${received} received and ${formatCount(sum(send))} sent`;
  const coarsestMs = largestOf(connections.map(({ traffic }) => traffic.activity?.stepMs ?? 0));
  // Finer than this was never counted: what is drawn between is spread evenly.
  return coarsestMs >= 2 * stepMs
    ? `${words}, counted in steps of ${formatDuration(coarsestMs)}`
    : words;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);
