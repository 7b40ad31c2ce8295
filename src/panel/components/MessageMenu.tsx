import { useState } from "preact/hooks";
import type { Connection } from "../../session/session.ts";
import type { StoredRow } from "../../store/store.ts";
import { CODE_NAMES, type CodeKind, copyAsCode } from "../copy-as-code.ts";
import { download } from "../save-session.ts";
import { useMenu } from "../use-menu.ts";
import { CopyButton } from "./CopyButton.tsx";
import { Icon } from "./Icon.tsx";

type Props = { row: StoredRow; connection: Connection; number: number };

/** Takes a message elsewhere: as code that says it again, or as a file. */
export function MessageMenu({ row, connection, number }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const root = useMenu(isOpen, () => setOpen(false));
  const text = typeof row.body === "string" ? row.body : null;
  return (
    <div class="export" ref={root}>
      <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Copy as
        <Icon name="more" size={10} />
      </button>
      {isOpen && (
        <div class="menu copy-menu">
          {(Object.keys(CODE_NAMES) as CodeKind[]).map((kind) => (
            <div key={kind} class="copy-line">
              <span>{CODE_NAMES[kind]}</span>
              <CopyButton
                text={() => copyAsCode(kind, connection, text, withSecrets)}
                what={`as ${CODE_NAMES[kind]}`}
              />
            </div>
          ))}
          <div class="copy-line">
            <span>The body as a file</span>
            <button
              type="button"
              class="plain"
              disabled={row.body === null}
              onClick={() => saveBody(row, connection, number)}
            >
              Save
            </button>
          </div>
          <label class="check">
            <input
              type="checkbox"
              checked={withSecrets}
              onChange={(event) => setWithSecrets(event.currentTarget.checked)}
            />
            With tokens and cookies
          </label>
        </div>
      )}
    </div>
  );
}

function saveBody({ body }: StoredRow, { ordinal }: Connection, number: number): void {
  if (body === null) return;
  const isText = typeof body === "string";
  const type = isText ? "text/plain;charset=utf-8" : "application/octet-stream";
  const ending = !isText ? "bin" : /^\s*[{[]/.test(body) ? "json" : "txt";
  const part = isText ? body : new Uint8Array(body);
  download(new Blob([part], { type }), `message-${ordinal}-${number}.${ending}`);
}
