import type { LinkState } from "../../shared/view-link.ts";
import type { PanelActions } from "../actions.ts";
import { ExportButton } from "./ExportButton.tsx";
import { Icon } from "./Icon.tsx";

export type ToolbarProps = {
  actions: PanelActions;
  /** False in a viewer, which has no live tab to record. */
  live: boolean;
  recording: boolean;
  paused: boolean;
  preserveLog: boolean;
  hasSession: boolean;
  link: LinkState;
};

export function Toolbar(props: ToolbarProps) {
  const { actions, live, recording, paused } = props;
  return (
    <div class="toolbar" role="toolbar" aria-label="Stormglass">
      {live && (
        <>
          <button
            type="button"
            class={`plain record${recording ? " on" : ""}`}
            aria-pressed={recording}
            title={
              recording
                ? "Recording what messages say. Click to only watch: times, sizes and closes."
                : "Watching times, sizes and closes. Click to record what messages say, too."
            }
            onClick={() => actions.setRecording(!recording)}
          >
            <Icon name="record" />
            {recording ? "Recording" : "Record"}
          </button>
          <button
            type="button"
            class="plain"
            title="Forget what was seen so far"
            onClick={actions.clear}
          >
            <Icon name="clear" />
            <span class="wide">Clear</span>
            <span class="spoken narrow">Clear</span>
          </button>
          <label class="check" title="Keep connections when the tab goes to another page">
            <input
              type="checkbox"
              checked={props.preserveLog}
              onChange={(event) => actions.setPreserveLog(event.currentTarget.checked)}
            />
            Preserve log
          </label>
          <button
            type="button"
            class="plain"
            aria-pressed={paused}
            title="Stop watching in every tab, until it is switched on again"
            onClick={() => actions.setPaused(!paused)}
          >
            <Icon name={paused ? "play" : "pause"} />
            <span class="wide">{paused ? "Resume everywhere" : "Pause everywhere"}</span>
            <span class="spoken narrow">{paused ? "Resume everywhere" : "Pause everywhere"}</span>
          </button>
        </>
      )}
      <span class="stretch" />
      {props.link === "reconnecting" && (
        <span class="quiet" role="status">
          reconnecting…
        </span>
      )}
      <ExportButton disabled={!props.hasSession} onExport={actions.exportSession} />
      <OpenButton onOpen={actions.openFile} />
      <button type="button" class="plain" title="Stormglass options" onClick={actions.openOptions}>
        <Icon name="options" />
        <span class="wide">Options</span>
        <span class="spoken narrow">Options</span>
      </button>
    </div>
  );
}

function OpenButton({ onOpen }: { onOpen(file: File): void }) {
  return (
    <label class="button plain-button" title="Open a session file or a HAR file">
      <Icon name="open" />
      Open…
      <input
        type="file"
        class="spoken"
        accept=".har,.json,application/json"
        aria-label="Open a session file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = "";
          if (file) onOpen(file);
        }}
      />
    </label>
  );
}
