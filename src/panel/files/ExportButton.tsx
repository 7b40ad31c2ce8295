import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";

type Props = { disabled: boolean; onExport(options: { withSecrets: boolean }): Promise<void> };

/** Exports masked by one click; what is secret goes out only by a switch that says what it does. */
export function ExportButton({ disabled, onExport }: Props) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const [busy, setBusy] = useState(false);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!menuOpen) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setMenuOpen(false);
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      setMenuOpen(false);
      root.current?.querySelector<HTMLElement>(".more")?.focus();
    };
    document.addEventListener("pointerdown", closeOutside);
    // Captured, so that the same Escape does not take the selection away as well.
    document.addEventListener("keydown", closeByKey, { capture: true });
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("keydown", closeByKey, { capture: true });
    };
  }, [menuOpen]);

  const run = async () => {
    setBusy(true);
    try {
      await onExport({ withSecrets });
      setMenuOpen(false);
      // The next export is masked again: nobody should have to remember a switch.
      setWithSecrets(false);
    } finally {
      setBusy(false);
    }
  };
  const unusable = disabled || busy;
  return (
    <div class="export" ref={root}>
      <button
        type="button"
        class="plain"
        aria-label="Export session"
        title={
          withSecrets
            ? "Save the session as a .har file, secrets included"
            : "Save the session as a .har file, with secrets masked"
        }
        disabled={unusable}
        onClick={run}
      >
        <Icon name="export" />
        {busy ? "Exporting…" : "Export session"}
        {withSecrets && <span class="tone-warning">with secrets</span>}
      </button>
      <button
        type="button"
        class="plain more"
        aria-label="Export options"
        aria-expanded={menuOpen}
        disabled={unusable}
        onClick={() => setMenuOpen(!menuOpen)}
      >
        <Icon name="more" size={10} />
      </button>
      {menuOpen && (
        <Menu>
          <label class="check">
            <input
              type="checkbox"
              checked={withSecrets}
              onChange={(event) => setWithSecrets(event.currentTarget.checked)}
            />
            Include secrets
          </label>
          <p class={withSecrets ? "tone-warning" : "quiet"}>
            {withSecrets
              ? "The file will hold tokens, cookies and passwords as they were sent. Whoever gets it can act as this user. Keep it to yourself."
              : "Tokens in URLs, headers, subprotocols and messages are masked where they look like tokens. Everything else that messages say is exported as it was: look before you share."}
          </p>
        </Menu>
      )}
    </div>
  );
}
