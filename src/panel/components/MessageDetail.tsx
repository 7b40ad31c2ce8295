import { useEffect, useMemo, useState } from "preact/hooks";
import { formatBytes } from "../../analysis/words.ts";
import { ROW_BLOB, ROW_CUT, ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import type { StoredRow } from "../../store/store.ts";
import { type BodyView, bodyViews } from "../body-views.ts";
import { clockTime } from "../clock-time.ts";
import type { RowSource } from "../message-rows.ts";
import { CopyButton } from "./CopyButton.tsx";

type Props = { source: RowSource; index: number; refresh: number; onClose(): void };

/** One message in full: as JSON, as text or as hex, and how much of it was kept. */
export function MessageDetail({ source, index, refresh, onClose }: Props) {
  const [row, setRow] = useState<StoredRow | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let wanted = true;
    source.read(index, 1).then(
      ([read]) => wanted && setRow(read ?? null),
      (error) => wanted && setProblem(String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [source, index, refresh]);
  if (problem) return <p class="note error">This message could not be read: {problem}</p>;
  if (!row) return null;
  return (
    <section class="message-detail" aria-label={`Message ${index + 1}`}>
      <header>
        <strong>
          {row.flags & ROW_SEND ? "Sent" : "Received"} at {clockTime(row.at)}
        </strong>
        <span class="quiet">{formatBytes(row.sizeBytes)}</span>
        <span class={row.flags & ROW_LOST ? "tone-error" : "tone-warning"}>{shortfall(row)}</span>
        <span class="stretch" />
        <button type="button" class="plain" onClick={onClose} aria-label="Close message">
          ✕
        </button>
      </header>
      {row.body !== null && <BodyText body={row.body} />}
    </section>
  );
}

/** What of the message is not here, and why; empty where all of it is. */
export function shortfall({ flags, body, sizeBytes }: StoredRow): string {
  if (flags & ROW_LOST) {
    return "never sent: the socket was closing, and the browser threw it away without a word";
  }
  if (body === null && sizeBytes > 0) {
    return flags & ROW_BLOB
      ? "a Blob whose content has not arrived"
      : "what it said was not kept: it came before recording began, or was over the budget";
  }
  if (flags & ROW_CUT && body !== null) {
    return "only its beginning was kept: the page's byte budget was spent";
  }
  return "";
}

/** The keyboard must reach what it has to scroll. */
const SCROLLABLE = { tabIndex: 0 } as const;

function BodyText({ body }: { body: string | Uint8Array }) {
  const views = useMemo(() => bodyViews(body), [body]);
  const [chosen, setChosen] = useState<BodyView["id"] | null>(null);
  const [shownAll, setShownAll] = useState(false);
  useEffect(() => setShownAll(false), [body]);
  const view = views.find(({ id }) => id === chosen) ?? views[0];
  if (!view) return null;
  const text = useMemo(() => view.text(shownAll), [view, shownAll]);
  return (
    <>
      <div class="views">
        {views.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="plain"
            aria-pressed={id === view.id}
            onClick={() => setChosen(id)}
          >
            {label}
          </button>
        ))}
        <span class="stretch" />
        <CopyButton text={typeof body === "string" ? body : text.text} what="this message" />
      </div>
      <pre {...SCROLLABLE}>{text.text}</pre>
      {text.hidden > 0 && (
        <p class="note">
          {formatBytes(text.hidden)} more are not drawn.{" "}
          <button type="button" class="link" onClick={() => setShownAll(true)}>
            Draw all
          </button>
        </p>
      )}
    </>
  );
}
