import { ROW_CUT } from "../../protocol/rows.ts";
import type { Connection } from "../../session/session.ts";
import type { StoredRow } from "../../store/store.ts";
import { CodeMenu } from "../copy/CodeMenu.tsx";
import { describeCode, saidBy } from "../copy/said-message.ts";
import { saveBody } from "../copy/save-body.ts";

type Props = { row: StoredRow; connection: Connection; number: number };

/** Takes a message elsewhere: as code that says it again, or as a file. */
export function MessageMenu({ row, connection, number }: Props) {
  const { body, flags } = row;
  const isCut = (flags & ROW_CUT) !== 0;
  return (
    <CodeMenu connection={connection} message={saidBy(row)} note={describeCode(row)}>
      <div class="copy-line">
        <span>{isCut ? "What was kept, as a file" : "The body as a file"}</span>
        <button
          type="button"
          class="plain"
          disabled={body === null}
          onClick={() =>
            body !== null && saveBody(body, isCut, `message-${connection.ordinal}-${number}`)
          }
        >
          Save
        </button>
      </div>
    </CodeMenu>
  );
}
