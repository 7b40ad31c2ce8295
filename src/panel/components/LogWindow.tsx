import { logWindow } from "../../analysis/log-window.ts";
import { formatCount } from "../../analysis/words.ts";
import type { Connection } from "../../session/session.ts";
import { Fact } from "./CloseExplanation.tsx";
import { CopyButton } from "./CopyButton.tsx";

/** Where the same connection stands in the logs of the server and its proxy. */
export function LogWindow({ connection }: { connection: Connection }) {
  const found = logWindow(connection);
  if (!found) return null;
  const { from, until, durationMs, ids } = found;
  const took = durationMs === null ? null : `${formatCount(Math.round(durationMs))} ms`;
  const lines = [
    `from ${from} UTC`,
    ...(until ? [`until ${until} UTC`] : []),
    ...(took ? [`duration ${took}`] : []),
    ...ids.map(({ name, value }) => `${name}: ${value}`),
  ];
  return (
    <section class="card">
      <h3>
        In the server's log
        <CopyButton text={lines.join("\n")} what="these times" />
      </h3>
      <dl class="facts">
        <Fact name="From, UTC">{from}</Fact>
        {until && <Fact name="Until, UTC">{until}</Fact>}
        {took && <Fact name="Duration">{took}</Fact>}
        {ids.map(({ name, value }) => (
          <Fact key={name} name={name}>
            <code>{value}</code>
          </Fact>
        ))}
      </dl>
    </section>
  );
}
