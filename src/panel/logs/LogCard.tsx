import { useState } from "preact/hooks";
import { quoteSafely } from "../../analysis/connection/facts.ts";
import type { LogSummary, LogsBeside } from "../../logs/beside.ts";
import { type LogSentence, tellLog } from "../../logs/report.ts";
import { formatCount } from "../../words/words.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { previewText } from "../ui/safe-text.ts";
import { spanOfLog } from "./log-span.ts";

const LABELS: Record<LogSentence["is"], string> = {
  recognised: "Format",
  unknown: "Format",
  strange: "Not understood",
  fields: "Fields",
  "left-out": "Left out",
  cover: "Time",
  clock: "Clock",
  joined: "Lines",
  advice: "Next time",
  cut: "The right part",
};
/** What does not fit is to be seen before it is read. */
const ODD: readonly LogSentence["is"][] = ["unknown", "left-out", "cover"];
/** What is to be typed somewhere else. */
const COPIED: readonly LogSentence["is"][] = ["advice", "cut"];

type Props = {
  log: LogSummary;
  beside: LogsBeside;
  /** Null: the session's file keeps what it said, and it is not there to be read again. */
  read: {
    /** The one that it was read by; null: it was found out. */
    format: string | null;
    onFormat(format: string | null): void;
    onRemove(): void;
  } | null;
};

/** One log: what it was taken for, and what of it does not fit. */
export function LogCard({ log, beside, read }: Props) {
  const name = previewText(quoteSafely(log.name));
  const told = tellLog(log, beside);
  const span = spanOfLog(log);
  return (
    <section class="card log" aria-label={name}>
      <h2>
        <bdi>{name}</bdi>
        <span class="quiet">{formatCount(log.lines)} lines</span>
        {read && (
          <button
            type="button"
            class="plain remove"
            aria-label={`Remove ${name}`}
            title="Take this log away"
            onClick={read.onRemove}
          >
            <Icon name="close" size={10} />
          </button>
        )}
      </h2>
      <dl class="facts">
        {span !== null && (
          <div>
            <dt>Span</dt>
            <dd>{span}</dd>
          </div>
        )}
        {told.map(({ is, text }) => (
          <div key={is} class={ODD.includes(is) ? "odd" : undefined}>
            <dt>{LABELS[is]}</dt>
            <dd>
              <bdi>{previewText(text)}</bdi>
              {COPIED.includes(is) && <CopyButton text={text} what={LABELS[is]} />}
            </dd>
          </div>
        ))}
      </dl>
      {read && (
        <FormatField
          opened={told.some(({ is }) => is === "unknown")}
          format={read.format}
          onFormat={read.onFormat}
        />
      )}
    </section>
  );
}

/** Servers whose operators chose a format of their own. */
function FormatField(props: {
  opened: boolean;
  format: string | null;
  onFormat(format: string | null): void;
}) {
  const [typed, setTyped] = useState(props.format ?? "");
  return (
    <details class="log-format" open={props.opened || props.format !== null}>
      <summary class="quiet">Its server has a format of its own</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onFormat(typed.trim() === "" ? null : typed.trim());
        }}
      >
        <label>
          nginx's log_format, HAProxy's log-format, Apache's LogFormat or Envoy's text_format
          <input
            value={typed}
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit">Read again</button>
      </form>
    </details>
  );
}
