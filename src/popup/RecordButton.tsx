import type { Mode } from "../protocol/envelope.ts";
import type { FromView } from "../protocol/panel-message.ts";

type Props = {
  /** What the tab does now, and what the user chose for its site. */
  mode: Mode;
  siteMode: Mode | null;
  send(message: FromView): void;
};

/** A popup closes at the first click beside it, so what it starts belongs to the site, not to it. */
export function RecordButton({ mode, siteMode, send }: Props) {
  const isChosen = siteMode === "record";
  const byPanel = mode === "record" && !isChosen;
  return (
    <button
      type="button"
      class="record"
      aria-pressed={isChosen}
      title={
        byPanel
          ? "Recorded now because DevTools or a panel is open on it. Press to go on after they are closed."
          : "Keep what messages say on this site, on this computer only, until this is pressed again."
      }
      onClick={() => send({ kind: "site-mode", mode: isChosen ? null : "record" })}
    >
      {isChosen ? "Recording this site" : "Record this site"}
    </button>
  );
}
