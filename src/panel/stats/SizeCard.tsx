import type { Connection } from "../../session/session.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { barsOf } from "./RateChart.tsx";
import { countUnsized, type SizeFigures, sizeFigures } from "./size-figures.ts";

const HALF = 30;

/** How many messages were of which size, and of how many that is not known. */
export function SizeCard({ connections }: { connections: readonly Connection[] }) {
  const figures = sizeFigures(connections);
  const unsized = countUnsized(connections);
  if (!figures && unsized === 0) return null;
  return (
    <section class="card" aria-label="Message sizes">
      <h3>Message sizes</h3>
      {figures && <SizeChart figures={figures} />}
      {unsized > 0 && (
        <p class="quiet">
          Of {countOf(unsized, "message")} only the sum is known, not the size of each; they are not
          in “95 % of them” either.
        </p>
      )}
    </section>
  );
}

/** Received above the line, sent below it; each step is twice as large as the one before. */
function SizeChart({ figures: { steps, ends } }: { figures: SizeFigures }) {
  const most = Math.max(...steps.flatMap(({ received, sent }) => [received, sent]));
  // A few are still to be seen beside a flood.
  const height = (count: number) => (count === 0 ? 0 : Math.max(1, (count / most) * HALF));
  const filled = steps.filter(({ received, sent }) => received + sent > 0);
  return (
    <>
      <figure class="rate-chart">
        <svg
          viewBox={`0 0 ${steps.length} ${2 * HALF}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Messages by size, from ${ends[0]} to ${ends[1]}. The table below has the figures.`}
        >
          <path
            class="receive"
            d={barsOf(
              steps.map(({ received }) => received),
              (count) => [HALF - height(count), HALF],
            )}
          />
          <path
            class="send"
            d={barsOf(
              steps.map(({ sent }) => sent),
              (count) => [HALF, HALF + height(count)],
            )}
          />
          {steps.map((step, x) => (
            <rect key={step.words} x={x} width="1" height={2 * HALF} fill="transparent">
              <title>{inWords(step)}</title>
            </rect>
          ))}
        </svg>
        <p class="ends quiet">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </p>
      </figure>
      <details class="attempt-table">
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Size</th>
              <th scope="col">Received</th>
              <th scope="col">Sent</th>
            </tr>
          </thead>
          <tbody>
            {filled.map(({ words, received, sent }) => (
              <tr key={words}>
                <th scope="row">{words}</th>
                <td>{formatCount(received)}</td>
                <td>{formatCount(sent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

const inWords = ({ words, received, sent }: SizeFigures["steps"][number]): string =>
  `${words}: ${formatCount(received)} received, ${formatCount(sent)} sent`;
