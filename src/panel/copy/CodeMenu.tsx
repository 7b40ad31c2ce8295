import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Connection } from "../../session/session.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/menus/Menu.tsx";
import { useMenu } from "../ui/menus/use-menu.ts";
import { CODE_NAMES, type CodeKind, copyAsCode } from "./copy-as-code.ts";
import type { SaidMessage } from "./said-message.ts";

type Props = {
  connection: Connection;
  /** What the code says once the socket is open; null: nothing. */
  message: SaidMessage | null;
  /** What the code does, where its name does not tell. */
  note?: string;
  /** More lines, below the code. */
  children?: ComponentChildren;
};

/** Takes a connection elsewhere: as code that opens it again. */
export function CodeMenu({ connection, message, note, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const root = useMenu(isOpen, () => setOpen(false));
  return (
    <div class="export" ref={root}>
      <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Copy as
        <Icon name="more" size={10} />
      </button>
      {isOpen && (
        <Menu class="copy-menu">
          {(Object.keys(CODE_NAMES) as CodeKind[]).map((kind) => (
            <div key={kind} class="copy-line">
              <span>{CODE_NAMES[kind]}</span>
              <CopyButton
                text={() => copyAsCode(kind, connection, message, withSecrets)}
                what={`as ${CODE_NAMES[kind]}`}
              />
            </div>
          ))}
          {children}
          <label class="check">
            <input
              type="checkbox"
              checked={withSecrets}
              onChange={(event) => setWithSecrets(event.currentTarget.checked)}
            />
            With tokens and cookies
          </label>
          {note && <p class="quiet">{note}</p>}
        </Menu>
      )}
    </div>
  );
}
