import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { LogsBeside } from "../../logs/beside.ts";
import { sayError, sayHop, sayShown } from "../../logs/findings/shown-by.ts";
import type { Hop } from "../../logs/paths/hop.ts";
import { tellPath } from "../../logs/report.ts";
import type { Connection } from "../../session/session.ts";
import { formatBytes, formatDuration } from "../../words/words.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { exactDayTime } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";
import { type Bar, barOf, isPageFirst, spanOfPath } from "./path-bars.ts";

type Props = { connection: Connection; logs: LogsBeside; nowMs: number };

/** The whole way of one connection on one clock: the page, what stands between, the server. */
export function PathView({ connection, logs, nowMs }: Props) {
  const path = logs.paths.get(connection.id);
  if (!path) return null;
  const { hops, verdict, firstToEnd } = path;
  const { createdAt, open, end, send, receive } = connection;
  const span = spanOfPath(path, nowMs);
  const errors = logs.errors.get(connection.id) ?? [];
  const isKnownEnd = end !== null && end.by !== "unwatched";
  return (
    <div class="why path">
      {verdict && verdict.kind !== "ended" ? (
        <p class="path-verdict">
          <bdi>{previewText(sayShown(path, verdict))}</bdi>
        </p>
      ) : (
        <p class="quiet">The logs say nothing odd of its end.</p>
      )}
      <ol class="hops" aria-label="Hops, from the page to the server">
        <HopRow
          name="page"
          isFirst={isPageFirst(path)}
          bar={barOf(span, createdAt, isKnownEnd ? end.at : nowMs, 0)}
          times={[
            `created ${exactDayTime(createdAt)}`,
            open
              ? `opened after ${formatDuration(open.at - createdAt)}`
              : isKnownEnd
                ? "never opened"
                : "not open yet",
            isKnownEnd
              ? `ended ${exactDayTime(end.at)}${end.code === null ? "" : ` with ${end.code}`}`
              : "still there",
            isKnownEnd ? `lived ${formatDuration(end.at - createdAt)}` : "",
          ]}
          bytes={[
            `${formatBytes(send.sizeBytes)} sent`,
            `${formatBytes(receive.sizeBytes)} received`,
          ]}
          said=""
        />
        {hops.map((hop, i) => (
          <HopRow
            key={`${hop.server} ${hop.logs.join()}`}
            name={previewText(quoteSafely(hop.server))}
            isFirst={firstToEnd === i}
            bar={barOf(span, hop.begin, hop.end, hop.uncertaintyMs)}
            times={timesOf(hop)}
            bytes={bytesOf(hop)}
            said={previewText(sayHop(hop))}
          />
        ))}
      </ol>
      <p class="quiet">
        All on the browser's clock, {formatDuration(span.to - span.from)} from end to end
        {firstToEnd === null && !isPageFirst(path)
          ? ". Which of them was over first, the clocks are not sure enough to say."
          : "."}{" "}
        <CopyButton text={() => linesOf(path)} what="this path" label="Copy as text" />
      </p>
      {errors.length > 0 && (
        <section class="card">
          <h3>Errors in the logs about then</h3>
          <ul class="log-errors">
            {errors.map((error) => (
              <li key={`${error.log} ${error.line}`}>
                <time class="quiet">{exactDayTime(error.at)}</time>{" "}
                <bdi>{previewText(`${quoteSafely(error.log)}: ${sayError(error)}`)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const linesOf = (path: Parameters<typeof tellPath>[0]): string => {
  const { title, lines } = tellPath(path);
  return [title, ...lines].join("\n");
};

const timesOf = ({ begin, end, uncertaintyMs, upstream }: Hop): string[] => [
  begin === null ? "" : `began ${exactDayTime(begin)}`,
  end === null ? "" : `ended ${exactDayTime(end)}`,
  Number.isFinite(uncertaintyMs) && (begin !== null || end !== null)
    ? `± ${formatDuration(uncertaintyMs)}`
    : "when, its clock does not say",
  upstream === null ? "" : `on to ${previewText(quoteSafely(upstream))}`,
];

const bytesOf = ({ upBytes, downBytes }: Hop): string[] => [
  upBytes === null ? "" : `${formatBytes(upBytes)} from the page's side`,
  downBytes === null ? "" : `${formatBytes(downBytes)} to it`,
];

function HopRow(props: {
  name: string;
  isFirst: boolean;
  bar: Bar | null;
  times: string[];
  bytes: string[];
  said: string;
}) {
  const { name, isFirst, bar, said } = props;
  const facts = [...props.times, ...props.bytes].filter((part) => part !== "");
  return (
    <li class={isFirst ? "first-to-end" : undefined}>
      <div class="hop-name">
        <bdi>{name}</bdi>
        {isFirst && <strong class="mark">first to end</strong>}
      </div>
      <div class="hop-lane" aria-hidden="true">
        {bar && (
          <>
            <span class="hop-bar" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
            {bar.unsure > 0 && (
              <span
                class="hop-unsure"
                style={{ left: `${bar.unsureLeft}%`, width: `${bar.unsure}%` }}
              />
            )}
          </>
        )}
      </div>
      <div class="hop-facts">
        {said !== "" && (
          <p>
            <bdi>{said}</bdi>
          </p>
        )}
        <p class="quiet">{facts.join(" · ")}</p>
      </div>
    </li>
  );
}
