import type { Attempt } from "../../analysis/finding.ts";
import { largestOf } from "../../session/extremes.ts";
import { dayTime } from "../ui/clock-time.ts";

type Props = { history: readonly Attempt[]; label: string };

/** Units of its width; an attempt is seen however short it was. */
const WIDTH = 1_000;
const LEAST = 2;

/** Attempts on a time axis: a tick where each began, a bar for as long as it was open. */
export function AttemptStrip({ history, label }: Props) {
  const from = history[0]?.at ?? 0;
  const until = largestOf(history.map(endOf));
  const x = (at: number) => ((at - from) / Math.max(1, until - from)) * (WIDTH - LEAST);
  return (
    <figure class="attempt-strip">
      <svg viewBox={`0 0 ${WIDTH} 20`} preserveAspectRatio="none" role="img" aria-label={label}>
        {history.map((attempt) => {
          const { connectionId, at, connectingMs, uptimeMs, outcome } = attempt;
          const openedAt = at + (connectingMs ?? 0);
          return (
            <g key={connectionId} class={outcome}>
              <rect class="tried" x={x(at)} y="0" width={LEAST} height="20" />
              {uptimeMs !== null && (
                <rect
                  class="held"
                  x={x(openedAt)}
                  y="5"
                  width={Math.max(LEAST, x(openedAt + uptimeMs) - x(openedAt))}
                  height="10"
                />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption class="quiet">
        <time>{dayTime(from)}</time>
        <time>{dayTime(until)}</time>
      </figcaption>
    </figure>
  );
}

const endOf = ({ at, connectingMs, uptimeMs }: Attempt): number =>
  at + (connectingMs ?? 0) + (uptimeMs ?? 0);
