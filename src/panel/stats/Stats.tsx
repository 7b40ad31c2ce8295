import { joinActivity } from "../../analysis/connection/join-activity.ts";
import type { Finding } from "../../analysis/finding.ts";
import type { Connection } from "../../session/session.ts";
import { formatBytes, formatCount } from "../../words/words.ts";
import { Fact } from "../findings/CloseExplanation.tsx";
import { isWithin } from "../model/within-range.ts";
import { exactDayTime, spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";
import { FlowCard } from "./FlowCard.tsx";
import { Heartbeats } from "./Heartbeats.tsx";
import { LatencyCard } from "./LatencyCard.tsx";
import { RateChart } from "./RateChart.tsx";
import { SetBy } from "./SetBy.tsx";
import { SizeCard } from "./SizeCard.tsx";
import { describeCover } from "./stats-cover.ts";
import { latencyOf } from "./traffic-figures.ts";

type Props = {
  connections: readonly Connection[];
  findingsOf(connectionId: string): readonly Finding[];
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
};

/** As fine as the session keeps it for one connection. */
const STEPS = 64;

/** What went over one connection or over all of a series, in figures; known without recording. */
export function Stats({ connections: all, findingsOf, range }: Props) {
  const connections = all.filter((connection) => isWithin(connection, range));
  const span = range && { from: range.from, until: range.to };
  const rates = joinActivity(connections, STEPS, span ?? undefined);
  const latency = latencyOf(connections);
  if (range && connections.length === 0) {
    return (
      <p class="hint quiet">
        {all.length === 1 ? "This connection did not live" : "None of these connections lived"} in{" "}
        {spanInWords(range)}.
      </p>
    );
  }
  return (
    <div class="stats">
      {range && <RangeNote>{describeCover(rates, connections, range)}</RangeNote>}
      {rates && (
        <section class="card wide">
          <div class="rates">
            <RateChart
              title="Messages"
              rates={rates}
              received={rates.receive}
              sent={rates.send}
              words={shortRate}
            />
            <RateChart
              title="Bytes"
              rates={rates}
              received={rates.receiveBytes}
              sent={rates.sendBytes}
              words={formatBytes}
            />
          </div>
          <p class="legend quiet">
            <span class="key receive">received, above the line</span>
            <span class="key send">sent, below it</span>
          </p>
        </section>
      )}
      <FlowCard connections={connections} />
      {latency && <LatencyCard latency={latency} />}
      <SizeCard connections={connections} />
      <Heartbeats connections={connections} />
      <Buffered connections={connections} />
      <SetBy connections={connections} findingsOf={findingsOf} />
    </div>
  );
}

const shortRate = (perSecond: number) =>
  perSecond < 10 ? String(Math.round(perSecond * 10) / 10) : formatCount(perSecond);

function Buffered({ connections }: { connections: readonly Connection[] }) {
  const fullest = connections.reduce<Connection | null>(
    (most, connection) =>
      connection.bufferedPeakBytes > (most?.bufferedPeakBytes ?? -1) ? connection : most,
    null,
  );
  if (!fullest || connections.every(({ send }) => send.count === 0)) return null;
  const { bufferedPeakBytes, traffic } = fullest;
  const { lastBytes, risingCount, peakAt } = traffic.buffered;
  return (
    <section class="card">
      <h3>Waiting to be sent (bufferedAmount)</h3>
      <dl class="facts">
        <Fact name="Most">
          {bufferedPeakBytes === 0 ? "nothing ever waited" : formatBytes(bufferedPeakBytes)}
          {peakAt !== null && ` at ${exactDayTime(peakAt)}`}
        </Fact>
        {bufferedPeakBytes > 0 && <Fact name="At the last send">{formatBytes(lastBytes)}</Fact>}
        {risingCount > 1 && (
          <Fact name="Growing for">{formatCount(risingCount)} sends in a row</Fact>
        )}
      </dl>
    </section>
  );
}
