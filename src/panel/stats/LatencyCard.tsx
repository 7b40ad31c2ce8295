import { countOf, formatDuration } from "../../words/words.ts";
import { Fact } from "../findings/CloseExplanation.tsx";
import { barsOf } from "./RateChart.tsx";
import type { Latency } from "./traffic-figures.ts";

const HEIGHT = 40;

/** From a send to the first message after it: on a busy stream that need not be its answer. */
export function LatencyCard({
  latency: { count, quantiles, slowestMs, histogram },
}: {
  latency: Latency;
}) {
  const most = Math.max(...histogram.map((step) => step.count));
  const label = quantiles
    .map(({ share, ms }) => `${Math.round(share * 100)} % within ${formatDuration(ms)}`)
    .join(", ");
  return (
    <section class="card">
      <h3>Time to the next message after a send</h3>
      <figure class="latency-chart">
        <svg
          viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          <path
            d={barsOf(
              histogram.map((step) => step.count),
              (value) => [HEIGHT - (value / most) * HEIGHT, HEIGHT],
            )}
          />
        </svg>
        <p class="ends quiet">
          <span>{formatDuration((histogram[0]?.underMs ?? 0) / Math.SQRT2)}</span>
          <span>{formatDuration(histogram.at(-1)?.underMs ?? 0)}</span>
        </p>
      </figure>
      <dl class="facts">
        {quantiles.map(({ share, ms }) => (
          <Fact key={share} name={`${Math.round(share * 100)} % within`}>
            {formatDuration(ms)}
          </Fact>
        ))}
        <Fact name="Slowest">
          {formatDuration(slowestMs)}, of {countOf(count, "exchange")}
        </Fact>
      </dl>
    </section>
  );
}
