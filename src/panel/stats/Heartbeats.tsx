import { findHeartbeats, type Heartbeat } from "../../analysis/connection/heartbeats.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatBytes, formatDuration } from "../../words/words.ts";
import { dayTime } from "../ui/clock-time.ts";

/** Of a series, those of its latest connections say it all. */
const MAX_CONNECTIONS = 3;

/** What keeps the connection awake, and whether it is answered. */
export function Heartbeats({ connections }: { connections: readonly Connection[] }) {
  const found = connections
    .map((connection) => ({ connection, heartbeats: findHeartbeats(connection) }))
    .filter(({ heartbeats }) => heartbeats.length > 0)
    .sort((a, b) => b.connection.createdAt - a.connection.createdAt)
    .slice(0, MAX_CONNECTIONS);
  return (
    <section class="card">
      <h3>Heartbeats</h3>
      {found.length === 0 && (
        <p class="quiet">
          No message repeats like a heartbeat. Pings of the protocol itself are hidden from pages
          and extensions.
        </p>
      )}
      <ul class="heartbeats">
        {found.map(({ connection, heartbeats }) =>
          heartbeats.map((heartbeat) => (
            <li key={`${connection.id} ${heartbeat.direction} ${heartbeat.periodMs}`}>
              {connections.length > 1 && <span class="quiet">#{connection.ordinal} </span>}
              {describeHeartbeat(heartbeat)}
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

function describeHeartbeat(heartbeat: Heartbeat): string {
  const { direction, periodMs, spreadMs, count, sizeBytes, payload, lastAt, reply, missed } =
    heartbeat;
  const what = `${direction === "send" ? "Sent" : "Received"} every ${formatDuration(periodMs)} (±${formatDuration(spreadMs)}): ${payload}, ${formatBytes(sizeBytes)}, ${countOf(count, "time")}, last at ${dayTime(lastAt)}.`;
  if (!reply) return `${what} Nothing regular comes back.`;
  const round = `Answered after ${formatDuration(reply.roundTripMs)} on average, ${formatDuration(reply.slowestMs)} at most.`;
  return missed > 1 ? `${what} ${round} The last ${missed} had no answer.` : `${what} ${round}`;
}
