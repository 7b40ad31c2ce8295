import { useEffect, useState } from "preact/hooks";
import { ROW_BLOB, ROW_CUT, ROW_LOST, ROW_SEND } from "../../protocol/rows.ts";
import type { StoredRow } from "../../store/store.ts";
import { formatBytes, formatCount } from "../../words/words.ts";
import type { MessageList } from "../messages/message-list.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { BodyPane } from "./BodyPane.tsx";
import { compared, compareWith, nameOfMessage } from "./compared.ts";
import { MessageMenu } from "./MessageMenu.tsx";

type Props = {
  list: MessageList;
  part: number;
  position: number;
  refresh: number;
  onClose(): void;
};

/** One message in full, how much of it was kept, and what can be done with it. */
export function MessageDetail(props: Props) {
  const { list, part, position } = props;
  const other = compared.value;
  const [shown, setShown] = useState<{ row: StoredRow; number: number } | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let wanted = true;
    list.readRow(part, position).then(
      (row) =>
        wanted &&
        setShown((before) =>
          before && isSame(before.row, row) ? before : row && { row, number: position + 1 },
        ),
      (error) => wanted && setProblem(String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [list, part, position, props.refresh]);
  if (problem) return <p class="note error">This message could not be read: {problem}</p>;
  const connection = list.parts()[part]?.connection;
  if (!shown || !connection) return null;
  const { row, number } = shown;
  const isCompared = other?.seq === row.seq && other.connectionId === row.connectionId;
  return (
    <section class="message-detail" aria-label={`Message ${formatCount(number)}`}>
      <header>
        <strong>
          {row.flags & ROW_SEND ? "Sent" : "Received"} at {exactDayTime(row.at)}
        </strong>
        <span class="quiet">{sizeInWords(row)}</span>
        <span class={row.flags & ROW_LOST ? "tone-error" : "tone-warning"}>{shortfall(row)}</span>
        <span class="stretch" />
        <button
          type="button"
          class="plain"
          aria-pressed={other !== null}
          title={
            other
              ? `Compared with ${other.name}. Click to stop.`
              : "Choose another message then, of whichever connection, to see what differs"
          }
          onClick={() => {
            if (other) compared.value = null;
            else compareWith(row, connection, number);
          }}
        >
          {isCompared ? "Compared: choose another" : other ? "Stop comparing" : "Compare"}
        </button>
        <MessageMenu row={row} connection={connection} number={number} />
        <button type="button" class="plain" onClick={props.onClose} aria-label="Close message">
          ✕
        </button>
      </header>
      {row.body !== null && (
        <BodyPane
          body={row.body}
          isCut={(row.flags & ROW_CUT) !== 0}
          other={
            isCompared || !other || other.body === null ? null : { ...other, body: other.body }
          }
          name={nameOfMessage(connection, number)}
        />
      )}
    </section>
  );
}

/** What is read again while rows arrive is nearly always the same: then nothing is drawn anew. */
const isSame = (a: StoredRow, b: StoredRow | null): boolean =>
  b !== null &&
  a.seq === b.seq &&
  a.connectionId === b.connectionId &&
  (a.body === null) === (b.body === null);

const sizeInWords = ({ body, flags, sizeBytes }: StoredRow): string => {
  if (!(flags & ROW_CUT) || body === null) return formatBytes(sizeBytes);
  const kept = typeof body === "string" ? new TextEncoder().encode(body).length : body.length;
  return `${formatBytes(kept)} kept of ${formatBytes(sizeBytes)}`;
};

/** What of the message is not here, and why; empty where all of it is. */
function shortfall({ flags, body, sizeBytes }: StoredRow): string {
  if (flags & ROW_LOST) {
    return "never sent: the socket was closing, and the browser threw it away without a word";
  }
  if (body === null && sizeBytes > 0) {
    return flags & ROW_BLOB
      ? "a Blob whose content has not arrived"
      : "what it said was not kept: it came before recording began, was over the budget, or was damaged in the file";
  }
  if (flags & ROW_CUT && body !== null) {
    return "only its beginning was kept: the page's byte budget was spent";
  }
  return "";
}
