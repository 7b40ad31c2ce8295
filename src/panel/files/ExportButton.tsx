import type { ComponentProps } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Masked } from "../../har/mask/watch-masker.ts";
import { Icon } from "../ui/Icon.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { Menu } from "../ui/menus/Menu.tsx";
import { useMenu } from "../ui/menus/use-menu.ts";
import type { ExportPart } from "./export-parts.ts";
import {
  type ExportOrder,
  type ExportWishes,
  NO_EXPORT_WISHES,
  type PreviewOrder,
} from "./export-wishes.ts";

type Props = {
  disabled: boolean;
  /** Servers' logs lie beside the session, and may be kept with it. */
  hasLogs: boolean;
  /** What can be exported alone. */
  parts: readonly ExportPart[];
  onExport(order: ExportOrder): Promise<void>;
  onPreview(wishes: ExportWishes, signal: AbortSignal, how: PreviewOrder): Promise<Masked[] | null>;
};

const ExportMenu = lazyView(() => import("./ExportMenu.tsx").then(({ ExportMenu }) => ExportMenu));
const ExportPreview = lazyView(() =>
  import("./ExportPreview.tsx").then(({ ExportPreview }) => ExportPreview),
);

/** Exports masked by one click; what is secret goes out only by a switch that says what it does. */
export function ExportButton({ disabled, hasLogs, parts, onExport, onPreview }: Props) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const [packed, setPacked] = useState(false);
  const [wantsLogs, setWantsLogs] = useState(false);
  const [busy, setBusy] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const [wishes, setWishes] = useState(NO_EXPORT_WISHES);
  const [partKind, setPartKind] = useState<ExportPart["kind"] | null>(null);
  const part = parts.find(({ kind }) => kind === partKind) ?? null;
  const closeMenu = () => setMenuOpen(false);
  const root = useMenu(menuOpen, closeMenu);

  const withLogs = hasLogs && wantsLogs;
  const run = async () => {
    setBusy(true);
    try {
      await onExport({
        wishes: withSecrets ? null : wishes,
        packing: packed ? "gzip" : null,
        part: part?.wish ?? null,
        withLogs,
      });
      closeMenu();
      // The next export is masked, and whole, again: nobody should have to remember a switch.
      setWithSecrets(false);
      setPartKind(null);
    } finally {
      setBusy(false);
    }
  };
  const openPreview = () => {
    closeMenu();
    setWithSecrets(false);
    setPreviewing(true);
  };
  // The same function as long as it is of the same part: to look is to read all of it.
  const look = useMemo(
    (): ComponentProps<typeof ExportPreview>["onLook"] => (looked, signal, onShare) =>
      onPreview(looked, signal, { part: part?.wish ?? null, withLogs, onShare }),
    [partKind, withLogs],
  );
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
        {part && <span class="tone-warning">a part</span>}
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
              parts={parts}
              part={part}
              onPart={setPartKind}
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
          onLook={look}
          onSave={run}
          onClose={closePreview}
        />
      )}
    </div>
  );
}
