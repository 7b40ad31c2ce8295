import { useMemo, useState } from "preact/hooks";
import type { Series } from "../../analysis/finding.ts";
import { GOOD } from "../../analysis/policy/cost.ts";
import { countOf, formatCount, formatDuration } from "../../words/words.ts";
import { Fact } from "../findings/CloseExplanation.tsx";
import { attemptsWithin } from "../model/within-range.ts";
import { ChartCursor } from "../stats/ChartCursor.tsx";
import { dayTime, spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";
import { AttemptStrip } from "./AttemptStrip.tsx";
import { AttemptTable } from "./AttemptTable.tsx";
import { DelayChart } from "./DelayChart.tsx";
import { delayRows, waitInWords } from "./delay-rows.ts";
import { browserWords, costWords, seriesFigures } from "./series-figures.ts";

type Props = {
  /** Of one endpoint, one for each page that was shown; the newest last. */
  series: readonly Series[];
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
  onSelect(connectionId: string): void;
};

/** How the page comes back to an endpoint: its policy, measured, beside a good one. */
export function Reconnects({ series, range, onSelect }: Props) {
  const retried = series.filter(({ attempts }) => attempts > 1);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown =
    retried.find(({ id }) => id === chosenId) ??
    retried.findLast((each) => attemptsWithin(each, range).length > 0) ??
    retried.at(-1);
  if (!shown) return null;
  return (
    <div class="reconnects">
      {retried.length > 1 && (
        <label class="choice">
          Page{" "}
          <select value={shown.id} onChange={(event) => setChosenId(event.currentTarget.value)}>
            {retried.map(({ id, attempts, history }) => (
              <option key={id} value={id}>
                from {dayTime(history[0]?.at ?? 0)}, {countOf(attempts, "attempt")}
              </option>
            ))}
          </select>
        </label>
      )}
      <OneSeries series={shown} range={range} onSelect={onSelect} />
    </div>
  );
}

function OneSeries({ series, range, onSelect }: Omit<Props, "series"> & { series: Series }) {
  const history = useMemo(() => attemptsWithin(series, range), [series, range]);
  const rows = useMemo(() => {
    const ids = new Set(history.map(({ connectionId }) => connectionId));
    return delayRows(series).filter(({ connectionId }) => ids.has(connectionId));
  }, [series, history]);
  const hasPolicy = rows.some(({ policy }) => policy !== null);
  const hasWaited = series.delaysMs.length > 0;
  const policy = capitalize(series.policyText);
  const cost = costWords(series);
  const browser = browserWords(series);
  return (
    <>
      {range && (
        <RangeNote>
          {spanInWords(range)}: {formatCount(history.length)} of{" "}
          {countOf(series.attempts, "attempt")}. The policy is measured over all of them.
        </RangeNote>
      )}
      <section class="card">
        <h3>{hasWaited ? policy : "It never had to come back after a close"}</h3>
        {cost && <p>{cost}</p>}
        {browser && <p class="quiet">{browser}</p>}
      </section>
      {history.length > 0 && (
        <section class="card">
          <h3>Attempts over time</h3>
          <AttemptStrip
            history={history}
            label={`${countOf(history.length, "attempt")} over time`}
          />
        </section>
      )}
      {rows.length > 0 && (
        <section class="card">
          <h3>Wait before each attempt</h3>
          <p class="legend quiet">
            <span class="key waited">waited</span>
            {hasPolicy && <span class="key policy">its policy, with the range of 90 %</span>}
            {hasPolicy && (
              <span class="key good">
                recommended: {formatDuration(GOOD.baseMs)}, doubling up to{" "}
                {formatDuration(GOOD.capMs)}, full jitter (the mean)
              </span>
            )}
          </p>
          <ChartCursor
            label="Wait before each attempt"
            count={rows.length}
            words={(at) => waitInWords(rows[at])}
            enter={{
              what: "opens the attempt",
              run: (at) => onSelect(rows[at]?.connectionId ?? ""),
            }}
          >
            {(at) => (
              <DelayChart
                rows={rows}
                label={`Wait before each attempt, on a logarithmic scale: ${series.policyText}. The table below has the figures.`}
                at={at}
                onSelect={onSelect}
              />
            )}
          </ChartCursor>
          <AttemptTable rows={rows} onSelect={onSelect} />
        </section>
      )}
      <section class="card">
        <h3>Figures</h3>
        <dl class="facts">
          {seriesFigures(series, history).map(({ name, value }) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </dl>
      </section>
    </>
  );
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
