import { countOf, formatCount } from "../../words/words.ts";
import type { FilterState } from "./filtered-parts.ts";
import { TIME_MODES, type TimeMode, timeMode } from "./message-view.ts";

type Props = {
  shown: number;
  total: number;
  state: FilterState | null;
  hidesHeartbeats: boolean;
  onToggleHeartbeats(): void;
  onFind(): void;
};

/** Above the list: how much of it is shown, and how. */
export function MessageBar(props: Props) {
  const { shown, total, state } = props;
  return (
    <div class="message-bar">
      <span class="message-count" role="status">
        {state || shown < total
          ? `${formatCount(shown)} of ${countOf(total, "message")}`
          : countOf(total, "message")}
        {state?.isRunning && state.totalRows > 0 && (
          <span class="quiet"> · looking, {percent(state)}</span>
        )}
      </span>
      <span class="stretch" />
      <label class="check" title="Adds -is:heartbeat to the filter">
        <input
          type="checkbox"
          checked={props.hidesHeartbeats}
          onChange={props.onToggleHeartbeats}
        />
        Hide heartbeats
      </label>
      <label class="check">
        <span class="spoken">Times</span>
        <select
          value={timeMode.value}
          title="What the times are counted from"
          onChange={(event) => {
            timeMode.value = event.currentTarget.value as TimeMode;
          }}
        >
          {Object.entries(TIME_MODES).map(([mode, name]) => (
            <option key={mode} value={mode}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="plain" onClick={props.onFind} title="Search what messages say">
        Find…
      </button>
    </div>
  );
}

const percent = ({ scannedRows, totalRows }: FilterState): string =>
  `${Math.floor((100 * scannedRows) / totalRows)} %`;
