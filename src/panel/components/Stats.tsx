import { joinActivity } from "../../analysis/join-activity.ts";
import { formatBytes, formatCount, formatDuration } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import { clockTime } from "../clock-time.ts";
import { type FlowFigures, flowFigures, latencyOf } from "../views/traffic-figures.ts";
import { Fact } from "./CloseExplanation.tsx";
import { Heartbeats } from "./Heartbeats.tsx";
import { LatencyCard } from "./LatencyCard.tsx";
import { RateChart } from "./RateChart.tsx";

/** As fine as the session keeps it for one connection. */
const STEPS = 64;

/** What went over one connection or over all of a series, in figures; known without recording. */
export function Stats({ connections }: { connections: readonly Connection[] }) {
  const rates = joinActivity(connections, STEPS);
  const latency = latencyOf(connections);
  return (
    <div class="stats">
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
      <Sizes
        received={flowFigures(connections, "receive")}
        sent={flowFigures(connections, "send")}
      />
      {latency && <LatencyCard latency={latency} />}
      <Heartbeats connections={connections} />
      <Buffered connections={connections} />
    </div>
  );
}

const shortRate = (perSecond: number) =>
  perSecond < 10 ? String(Math.round(perSecond * 10) / 10) : formatCount(perSecond);

function Sizes({ received, sent }: { received: FlowFigures; sent: FlowFigures }) {
  const rows: [string, (flow: FlowFigures) => string][] = [
    ["Messages", ({ count }) => formatCount(count)],
    ["Bytes", ({ sizeBytes }) => formatBytes(sizeBytes)],
    ["Mean size", ({ count, meanBytes }) => (count > 0 ? formatBytes(meanBytes) : "–")],
    ["Largest", ({ count, largestBytes }) => (count > 0 ? formatBytes(largestBytes) : "–")],
    [
      "Binary",
      ({ count, binaryShare }) => (count > 0 ? `${Math.round(binaryShare * 100)} %` : "–"),
    ],
    [
      "Longest silence outlived",
      ({ longestGapMs }) => (longestGapMs > 0 ? formatDuration(longestGapMs) : "–"),
    ],
  ];
  return (
    <section class="card">
      <h3>Messages and sizes</h3>
      <table class="flow-table">
        <thead>
          <tr>
            <td />
            <th scope="col">Received</th>
            <th scope="col">Sent</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{words(received)}</td>
              <td>{words(sent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

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
          {peakAt !== null && ` at ${clockTime(peakAt)}`}
        </Fact>
        {bufferedPeakBytes > 0 && <Fact name="At the last send">{formatBytes(lastBytes)}</Fact>}
        {risingCount > 1 && (
          <Fact name="Growing for">{formatCount(risingCount)} sends in a row</Fact>
        )}
      </dl>
    </section>
  );
}
