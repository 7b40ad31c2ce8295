import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { countOf, formatBytes } from "../../analysis/words.ts";
import { ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";
import { sinceOpen } from "../clock-time.ts";
import { findRow, typeInWords } from "../message-rows.ts";
import { messagesOf } from "../message-source.ts";
import { createRowCache, type ShownRow } from "../row-cache.ts";
import { Icon } from "./Icon.tsx";
import { MessageDetail } from "./MessageDetail.tsx";
import { VirtualRows } from "./VirtualRows.tsx";

export type MessagesProps = {
  connection: Connection;
  store: StoreReader | null;
  tabId: number;
  /** Changes when the store has more rows for this connection. */
  storedTick: number;
  /** The message to show first, where one was asked for. */
  startSeq: number | null;
  onEscape(): void;
};

const ROW_HEIGHT_PX = 20;

export function Messages(props: MessagesProps) {
  const { connection, store, tabId, storedTick, startSeq } = props;
  const current = useRef(connection);
  current.current = connection;
  const source = useMemo(
    () => messagesOf(store, tabId, () => current.current),
    [store, tabId, connection.id],
  );
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [active, setActive] = useState(-1);
  const [problem, setProblem] = useState<string | null>(null);
  const [counted, setCounted] = useState(false);
  const cache = useMemo(() => {
    setActive(-1);
    setCounted(false);
    return createRowCache(
      source,
      () => redraw(0),
      (error) => setProblem(String(error)),
    );
  }, [source]);

  useEffect(() => {
    void cache.refresh().then(() => setCounted(true));
  }, [cache, storedTick]);
  useEffect(() => {
    if (startSeq === null) return;
    findRow(source, startSeq).then(setActive, (error) => setProblem(String(error)));
  }, [source, startSeq]);

  const count = cache.count();
  const openedAt = connection.open?.at ?? connection.createdAt;
  const note = noteOn(connection, source.kind());
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return false;
    if (active >= 0) setActive(-1);
    else props.onEscape();
    return true;
  };
  return (
    <div class="messages">
      {note && <p class="note">{note}</p>}
      {problem && (
        <p class="note tone-error" role="alert">
          The messages could not be read: {problem}
        </p>
      )}
      {count === 0 ? (
        <p class="hint quiet">{counted ? noMessages(connection) : "Reading…"}</p>
      ) : (
        <VirtualRows
          id="messages"
          label={`Messages of connection ${connection.ordinal}`}
          role="grid"
          count={count}
          rowHeightPx={ROW_HEIGHT_PX}
          activeIndex={active}
          followEnd={active < 0}
          header={<Columns />}
          onActivate={setActive}
          onKey={onKey}
          row={(index) => {
            const row = cache.row(index);
            const lost = row && row.flags & ROW_LOST ? " lost" : "";
            return {
              props: {
                class: `row message${index === active ? " selected" : ""}${lost}`,
                role: "row",
                "aria-rowindex": index + 2,
                "aria-selected": index === active,
              },
              children: <Cells index={index} row={row} openedAt={openedAt} />,
            };
          }}
        />
      )}
      {active >= 0 && count > 0 && (
        <MessageDetail
          source={source}
          index={active}
          refresh={storedTick}
          onClose={() => setActive(-1)}
        />
      )}
    </div>
  );
}

const SAMPLES_KEPT = 12;

/** A line above the table where less is kept than was seen. */
function noteOn({ send, receive, lost }: Connection, kind: "recorded" | "samples") {
  const seen = send.count + receive.count + lost.count;
  if (kind === "recorded" || seen === 0) return null;
  return `These were only watched: ${countOf(seen, "message")} ${seen === 1 ? "was" : "were"} counted, and ${seen > SAMPLES_KEPT ? "the first 4 and last 8" : "some"} kept, at most 4 KiB of each. Record to keep what messages say.`;
}

function noMessages({ open, end, send, receive }: Connection): string {
  const seen = send.count + receive.count;
  if (seen > 0) {
    return `${countOf(seen, "message")} passed before recording began; what they said was not kept.`;
  }
  if (!open) return end ? "It never opened, so no message passed." : "It has not opened yet.";
  return end ? "No message passed while it was open." : "No message yet.";
}

// A real table would lay out every row; the roles give the few that exist its meaning.
const HEADER = { role: "row", "aria-rowindex": 1 } as const;
const COLUMN = { role: "columnheader" } as const;
const CELL = { role: "gridcell" } as const;

const Columns = () => (
  <div class="row message columns" {...HEADER}>
    <span {...COLUMN}>#</span>
    <span {...COLUMN}>
      <span class="spoken">Direction</span>
    </span>
    <span {...COLUMN} title="Since the connection opened">
      Time
    </span>
    <span {...COLUMN}>Size</span>
    <span {...COLUMN}>Type</span>
    <span {...COLUMN}>Content</span>
  </div>
);

function Cells(props: { index: number; row: ShownRow | undefined; openedAt: number }) {
  const { index, row, openedAt } = props;
  if (!row) {
    return (
      <>
        <span {...CELL}>{index + 1}</span>
        <span {...CELL} class="quiet">
          …
        </span>
      </>
    );
  }
  const sent = (row.flags & ROW_SEND) !== 0;
  return (
    <>
      <span {...CELL} class="number quiet">
        {index + 1}
      </span>
      <span {...CELL} class={sent ? "sent" : "received"}>
        <Icon name={sent ? "send" : "receive"} size={11} />
        <span class="spoken">{sent ? "sent" : "received"}</span>
      </span>
      <span {...CELL} class="number quiet">
        {sinceOpen(row.at, openedAt)}
      </span>
      <span {...CELL} class="number">
        {formatBytes(row.sizeBytes)}
      </span>
      <span {...CELL} class="quiet">
        {typeInWords(row.flags, row.shape)}
      </span>
      <span {...CELL} class="content">
        {row.flags & ROW_LOST ? (
          <span class="tone-error">never sent: the socket was closing</span>
        ) : row.preview === null ? (
          <span class="quiet">not kept</span>
        ) : (
          <bdi>{row.preview}</bdi>
        )}
      </span>
    </>
  );
}
