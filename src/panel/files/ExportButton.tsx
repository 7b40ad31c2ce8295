import { useState } from "preact/hooks";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { Icon } from "../ui/Icon.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { Menu } from "../ui/menus/Menu.tsx";
import { useMenu } from "../ui/menus/use-menu.ts";
import { type ExportWishes, NO_EXPORT_WISHES } from "./export-wishes.ts";
import type { Packing } from "./written-file.ts";

type Props = {
  disabled: boolean;
  /** Servers' logs lie beside the session, and may be kept with it. */
  hasLogs: boolean;
  /** Null: with its secrets. */
  onExport(wishes: ExportWishes | null, packing: Packing, withLogs: boolean): Promise<void>;
  onPreview(
    wishes: ExportWishes,
    signal: AbortSignal,
    how: { withLogs: boolean; onShare(share: number): void },
  ): Promise<Masked[] | null>;
};

const ExportMenu = lazyView(() => import("./ExportMenu.tsx").then(({ ExportMenu }) => ExportMenu));
const ExportPreview = lazyView(() =>
  import("./ExportPreview.tsx").then(({ ExportPreview }) => ExportPreview),
);

/** Exports masked by one click; what is secret goes out only by a switch that says what it does. */
export function ExportButton({ disabled, hasLogs, onExport, onPreview }: Props) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const [packed, setPacked] = useState(false);
  const [wantsLogs, setWantsLogs] = useState(false);
  const [busy, setBusy] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const [wishes, setWishes] = useState(NO_EXPORT_WISHES);
  const closeMenu = () => setMenuOpen(false);
  const root = useMenu(menuOpen, closeMenu);

  const withLogs = hasLogs && wantsLogs;
  const run = async () => {
    setBusy(true);
    try {
      await onExport(withSecrets ? null : wishes, packed ? "gzip" : null, withLogs);
      closeMenu();
      // The next export is masked again: nobody should have to remember a switch.
      setWithSecrets(false);
    } finally {
      setBusy(false);
    }
  };
  const openPreview = () => {
    closeMenu();
    setWithSecrets(false);
    setPreviewing(true);
  };
  const closePreview = () => {
    setPreviewing(false);
    // What was added goes for the next export as well, what was to stay for none.
    setWishes((last) => ({ ...last, kept: NO_EXPORT_WISHES.kept }));
    root.current?.querySelector("button")?.focus();
  };
  const unusable = disabled || busy;
  return (
    <div class="export">
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
      <div ref={root}>
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
            <ExportMenu
              packed={packed}
              onPacked={setPacked}
              withLogs={hasLogs ? withLogs : null}
              onWithLogs={setWantsLogs}
              withSecrets={withSecrets}
              onWithSecrets={setWithSecrets}
              onPreview={openPreview}
            />
          </Menu>
        )}
      </div>
      {previewing && (
        <ExportPreview
          wishes={wishes}
          onWishes={setWishes}
          onLook={(typed, signal, onShare) => onPreview(typed, signal, { withLogs, onShare })}
          onSave={run}
          onClose={closePreview}
        />
      )}
    </div>
  );
}
