import type { Connection } from "../../session/session.ts";
import { formatBytes, formatCount, formatDuration } from "../../words/words.ts";
import { sizeOfShare } from "./size-figures.ts";
import { flowFigures } from "./traffic-figures.ts";

const NONE = "–";

/** How much went each way, and how large the messages were. */
export function FlowCard({ connections }: { connections: readonly Connection[] }) {
  const columns = (["receive", "send"] as const).map((direction) => ({
    flow: flowFigures(connections, direction),
    half: sizeOfShare(connections, direction, 0.5),
    most: sizeOfShare(connections, direction, 0.95),
  }));
  type Column = (typeof columns)[number];
  const rows: [name: string, words: (column: Column) => string | null][] = [
    ["Messages", ({ flow }) => formatCount(flow.count)],
    ["Bytes", ({ flow }) => formatBytes(flow.sizeBytes)],
    ["Mean size", ({ flow }) => (flow.count > 0 ? formatBytes(flow.meanBytes) : null)],
    ["Half of them", ({ half }) => half],
    ["95 % of them", ({ most }) => most],
    ["Largest", ({ flow }) => (flow.count > 0 ? formatBytes(flow.largestBytes) : null)],
    ["Binary", ({ flow }) => (flow.count > 0 ? `${Math.round(flow.binaryShare * 100)} %` : null)],
    [
      "Longest silence outlived",
      ({ flow }) => (flow.longestGapMs > 0 ? formatDuration(flow.longestGapMs) : null),
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
              {columns.map((column, i) => (
                <td key={i === 0 ? "received" : "sent"}>{words(column) ?? NONE}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
