import { formatDuration } from "../../words/words.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { type DelayRow, HELD_WORDS, OUTCOME_WORDS } from "./delay-rows.ts";

type Props = { rows: readonly DelayRow[]; onSelect(connectionId: string): void };

/** Rows beyond it would make the page slow, and say nothing new. */
const MAX_ROWS = 200;

/** The same figures as the chart's, to be read one by one. */
export function AttemptTable({ rows, onSelect }: Props) {
  const shown = rows.slice(-MAX_ROWS);
  return (
    <details class="attempt-table">
      <summary>The same as a table</summary>
      {shown.length < rows.length && (
        <p class="quiet">
          The latest {MAX_ROWS} of {rows.length}.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">At</th>
            <th scope="col">Waited</th>
            <th scope="col">Policy, 90 %</th>
            <th scope="col">Recommended</th>
            <th scope="col">Was open</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.connectionId}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onSelect(row.connectionId)}>
                  {row.attempt}
                </button>
              </th>
              <td>{exactDayTime(row.at)}</td>
              <td title={row.heldBy ? HELD_WORDS[row.heldBy] : undefined}>
                {formatDuration(row.delayMs)}
                {row.heldBy && <span class="quiet"> ({row.heldBy})</span>}
              </td>
              <td>{row.policy ? rangeWords(row.policy) : "–"}</td>
              <td>{row.policy ? formatDuration(row.goodMs) : "–"}</td>
              <td>{row.uptimeMs === null ? "never" : formatDuration(row.uptimeMs)}</td>
              <td>{OUTCOME_WORDS[row.outcome]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function rangeWords({ lowMs, highMs }: NonNullable<DelayRow["policy"]>): string {
  const [low, high] = [formatDuration(lowMs), formatDuration(highMs)];
  return low === high ? low : `${low} to ${high}`;
}
