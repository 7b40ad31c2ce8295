import type { LinkState } from "../../shared/view-link.ts";
import { ExportButton } from "../files/ExportButton.tsx";
import type { ExportPart } from "../files/export-parts.ts";
import { FileButton } from "../files/FileButton.tsx";
import { ReportButton } from "../files/report/ReportButton.tsx";
import type { PanelActions } from "../model/actions/actions.ts";
import { Icon } from "../ui/Icon.tsx";
import { PauseButton, type Watching } from "./PauseButton.tsx";

export type ToolbarProps = {
  actions: PanelActions;
  /** False in a viewer, which has no live tab to record. */
  live: boolean;
  recording: boolean;
  /** By whom nothing is observed. */
  off: "everywhere" | "site" | "tab" | null;
  /** The tab's address and what was chosen for its site. */
  watching: Watching;
  preserveLog: boolean;
  hasSession: boolean;
  hasLogs: boolean;
  parts: readonly ExportPart[];
  link: LinkState;
  onKeys(): void;
};

export function Toolbar(props: ToolbarProps) {
  const { actions, live, recording, off, watching } = props;
  return (
    <div class="toolbar" role="toolbar" aria-label="Stormglass">
      {live && (
        <>
          <button
            type="button"
            class={`plain record${recording ? " on" : ""}`}
            aria-pressed={recording}
            disabled={off !== null}
            title={
              recording
                ? "Recording what messages of this tab say. Click to only watch: times, sizes and closes."
                : "Watching times, sizes and closes. Click to record what messages of this tab say, too."
            }
            onClick={() => actions.setRecording(!recording)}
          >
            <Icon name="record" />
            {recording ? "Recording" : "Record"}
          </button>
          <button
            type="button"
            class="plain"
            title="Forget what is over, and hide the earlier messages of what is open"
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
          <PauseButton {...{ off, actions, watching }} />
        </>
      )}
      <span class="stretch" />
      {props.link === "reconnecting" && (
        <span class="quiet" role="status">
          reconnecting…
        </span>
      )}
      <ExportButton
        disabled={!props.hasSession}
        hasLogs={props.hasLogs}
        parts={props.parts}
        onExport={actions.exportSession}
        onPreview={actions.previewExport}
      />
      <FileButton
        class="plain-button"
        title="Open session files or HAR files, and servers' logs beside them"
        onOpen={actions.openFiles}
      >
        <Icon name="open" />
        Open…
      </FileButton>
      <ReportButton disabled={!props.hasSession} onReport={actions.makeReport} />
      <button type="button" class="plain" title="Stormglass options" onClick={actions.openOptions}>
        <Icon name="options" />
        <span class="wide">Options</span>
        <span class="spoken narrow">Options</span>
      </button>
      <button type="button" class="plain" title="Keys (?)" onClick={props.onKeys}>
        <span aria-hidden="true">?</span>
        <span class="spoken">Keys</span>
      </button>
    </div>
  );
}
