import { hashOfBody } from "../../protocol/measure-body.ts";
import { ROW_LOST, ROW_SEND, SHAPE_UNKNOWN } from "../../protocol/rows.ts";
import { foldMessage } from "../../session/fold.ts";
import { LAST_SAMPLES } from "../../session/limits.ts";
import { cutSample, keepFirst } from "../../session/sample.ts";
import type { Connection, Sample } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";

/** Counts messages into their connection as they are read. `openAt`: by when the first came, in epoch ms. */
export function createFold(
  connection: Connection,
  openAt: (firstAt: number) => number,
  withRows: boolean,
) {
  const rows: StoredRow[] = [];
  const last: StoredRow[] = [];
  let notBase64 = 0;
  const take = (row: StoredRow) => {
    const { flags, body, at, shape } = row;
    // Silence is counted from it.
    connection.open ??= { at: openAt(at), protocol: "", extensions: "" };
    foldMessage(connection, { ...row, hash: body === null ? 0 : hashOfBody(body) });
    if (withRows) rows.push(row);
    if (body === null && shape !== SHAPE_UNKNOWN) notBase64++;
    // Of one that cannot be read, an empty text would be a false witness.
    if (body === null || flags & ROW_LOST) return;
    keepFirst(connection, row.seq, () => toSample(row));
    last.push(row);
    if (last.length > LAST_SAMPLES) last.shift();
  };
  const end = () => {
    connection.last = last.map(toSample);
    return { connection, rows, notBase64 };
  };
  return { take, end };
}

const toSample = ({ seq, at, flags, body }: StoredRow): Sample => ({
  seq,
  at,
  direction: flags & ROW_SEND ? "send" : "receive",
  body: cutSample(body ?? ""),
});
