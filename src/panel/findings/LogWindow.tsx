import { logWindow } from "../../analysis/connection/log-window.ts";
import type { Connection } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Fact } from "./CloseExplanation.tsx";

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
