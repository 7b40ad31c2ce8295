import type { Connection, Tally } from "../../session/session.ts";
import { formatBytes, formatCount, formatDuration } from "../../words/words.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { Fact } from "./CloseExplanation.tsx";

/** The figures of one connection's life. */
export function Timings({ connection, nowMs }: { connection: Connection; nowMs: number }) {
  const { createdAt, open, end, lastMessage, send, receive, lost } = connection;
  const until = end?.at ?? nowMs;
  return (
    <section class="card">
      <h3>Life</h3>
      <dl class="facts">
        <Fact name="Began at">
          {exactDayTime(createdAt)}
          {open && `, handshake ${formatDuration(open.at - createdAt)}`}
        </Fact>
        {open && (
          <Fact name={end ? "Was open" : "Open for"}>{formatDuration(until - open.at)}</Fact>
        )}
        {end && <Fact name="Ended at">{exactDayTime(end.at)}</Fact>}
        {open && (
          <Fact name={end ? "Idle before the end" : "Idle for"}>
            {formatDuration(until - (lastMessage?.at ?? open.at))}
            {lastMessage
              ? `; the last message was ${lastMessage.direction === "send" ? "sent" : "received"}`
              : "; no message either way"}
          </Fact>
        )}
        <Fact name="Sent">{tallyInWords(send)}</Fact>
        <Fact name="Received">{tallyInWords(receive)}</Fact>
        {lost.count > 0 && (
          <Fact name="Lost">
            <span class="tone-error">
              {formatCount(lost.count)} given to send() after closing began (
              {formatBytes(lost.sizeBytes)})
            </span>
          </Fact>
        )}
        {connection.sendFailure && (
          <Fact name="send() threw">
            {connection.sendFailure.name}: {connection.sendFailure.message}
          </Fact>
        )}
        {connection.bufferedPeakBytes > 0 && (
          <Fact name="Most buffered">{formatBytes(connection.bufferedPeakBytes)}</Fact>
        )}
      </dl>
    </section>
  );
}

const tallyInWords = ({ count, sizeBytes, largestBytes }: Tally): string =>
  count === 0
    ? "nothing"
    : `${formatCount(count)} (${formatBytes(sizeBytes)}, largest ${formatBytes(largestBytes)})`;
