import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { Outage } from "../../analysis/finding.ts";
import type { ConnectionPath, LogsBeside } from "../../logs/beside.ts";
import { sayPlace } from "../../logs/findings/shown-by.ts";
import { tellOutages } from "../../logs/report.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { Endpoint } from "../ui/Endpoint.tsx";
import { previewText } from "../ui/safe-text.ts";
import { LogCard } from "./LogCard.tsx";
import type { LogsShown } from "./logs-shown.ts";

type Props = {
  logs: LogsShown;
  outages: readonly Outage[];
  connectionCount: number;
  onFormat(id: number, format: string | null): void;
  onRemove(id: number): void;
  onOpen(connectionId: string): void;
};

/** More are looked through in the list, not here. */
const MOST_PATHS = 200;

/** What was recognised in the logs, how their clocks were matched, and which connections they have. */
export function LogsTab({ logs, outages, connectionCount, onFormat, onRemove, onOpen }: Props) {
  const { beside, files } = logs;
  const isKept = files.length === 0;
  const paths = [...beside.paths.values()].sort(byTrouble);
  return (
    <div class="logs">
      <p class="quiet">
        {formatCount(paths.length)} of {countOf(connectionCount, "connection")}{" "}
        {paths.length === 1 ? "has" : "have"} lines in {beside.logs.length === 1 ? "it" : "them"}.{" "}
        {isKept
          ? "This file keeps what was read of those lines, and nothing else of the logs."
          : "Logs are read on this machine and masked where they are shown. An exported session has nothing of them, unless you tick it in the export's menu: then it has what was read of these connections' lines alone."}
      </p>
      {beside.logs.map((log, i) => {
        const file = files[i];
        return (
          <LogCard
            key={file?.id ?? i}
            log={log}
            beside={beside}
            read={
              file
                ? {
                    format: file.format,
                    onFormat: (format) => onFormat(file.id, format),
                    onRemove: () => onRemove(file.id),
                  }
                : null
            }
          />
        );
      })}
      {tellOutages(beside, { outages }).map(({ title, lines }) => (
        <section class="card" key={title}>
          <h2>{previewText(title)}</h2>
          {lines.map((line) => (
            <p key={line}>
              <bdi>{previewText(line)}</bdi>
            </p>
          ))}
        </section>
      ))}
      {paths.length > 0 && (
        <section class="card">
          <h2>Connections with lines in the logs</h2>
          <ul class="log-paths">
            {paths.slice(0, MOST_PATHS).map((path) => (
              <PathLine key={path.connection.id} path={path} beside={beside} onOpen={onOpen} />
            ))}
          </ul>
          {paths.length > MOST_PATHS && (
            <p class="quiet">
              and {formatCount(paths.length - MOST_PATHS)} more: each has its path beside its
              messages.
            </p>
          )}
        </section>
      )}
    </div>
  );
}

const isTrouble = ({ verdict }: ConnectionPath) => verdict !== null && verdict.kind !== "ended";

/** What the logs explain comes first. */
const byTrouble = (a: ConnectionPath, b: ConnectionPath) =>
  Number(isTrouble(b)) - Number(isTrouble(a)) || a.connection.ordinal - b.connection.ordinal;

function PathLine({
  path,
  onOpen,
}: {
  path: ConnectionPath;
  beside: LogsBeside;
  onOpen(connectionId: string): void;
}) {
  const { connection, hops, verdict } = path;
  const way = ["page", ...hops.map(({ server }) => previewText(quoteSafely(server)))];
  return (
    <li>
      <button type="button" class="link" onClick={() => onOpen(connection.id)}>
        #{connection.ordinal}
      </button>
      <Endpoint endpoint={connection.endpoint} />
      <bdi class="quiet">{way.join(" → ")}</bdi>
      <span>
        {verdict && isTrouble(path)
          ? previewText(`ended at ${sayPlace(verdict, hops)}: ${verdict.cause.words}`)
          : "nothing odd in the logs"}
      </span>
    </li>
  );
}
