import {
  type ChecklistRow,
  fillChecklist,
  OUTCOME_MARKS,
  OUTCOME_WORDS,
} from "../../analysis/checklist/checklist.ts";
import type { Finding, Report } from "../../analysis/finding.ts";
import { OUTCOMES, type Outcome, type Override, type Overrides } from "../../session/overrides.ts";
import type { Session } from "../../session/session.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { RangeNote } from "../ui/RangeNote.tsx";
import type { Span } from "../ui/span.ts";

type Props = {
  session: Session;
  report: Report;
  overrides: Overrides;
  /** What logs beside the session answer; null: there are none. */
  answer: ((rows: readonly ChecklistRow[]) => ChecklistRow[]) | null;
  /** The time that was chosen in the timeline; null: all of it. */
  range: Span | null;
  onOverride(overrides: Overrides): void;
  onOpen(finding: Pick<Finding, "subject">): void;
};

/** The nineteen questions, answered from evidence; the user may say otherwise. */
export function Checklist(props: Props) {
  const { session, report, overrides, range, answer, onOverride, onOpen } = props;
  const filled = fillChecklist(session, report, overrides);
  const rows = answer?.(filled) ?? filled;
  const open = rows.filter(({ outcome }) => outcome === "no" || outcome === "ask");
  const change = (number: number, part: Override) =>
    onOverride({ ...overrides, [number]: { ...overrides[number], ...part } });
  const reset = (number: number) => {
    const { [number]: _, ...others } = overrides;
    onOverride(others);
  };
  return (
    <div class="checklist">
      {range && (
        <RangeNote>
          The answers rest on the whole session, not on {spanInWords(range)} alone.
        </RangeNote>
      )}
      <p class="quiet">
        {rows.length - open.length} of {rows.length} are settled. Each is answered from what was
        seen; where you know better, say so: it goes into the report and the exported session.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Item</th>
            <th scope="col">Answer</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.number}
              row={row}
              onChange={(part) => change(row.number, part)}
              onReset={() => reset(row.number)}
              onShow={() => {
                const finding = report.findings.find(({ id }) => row.findings.includes(id));
                if (finding) onOpen(finding);
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  row: ChecklistRow;
  onChange(part: Override): void;
  onReset(): void;
  onShow(): void;
}) {
  const { row, onChange, onReset, onShow } = props;
  const { number, area, text, outcome, note, findings, byUser } = row;
  return (
    <tr class={`outcome-${outcome}`}>
      <td class="number quiet">{number}</td>
      <th scope="row">
        {text} <span class="quiet">{area}</span>
      </th>
      <td>
        <select
          aria-label={`Answer to item ${number}: ${text}`}
          value={outcome}
          onChange={(event) => onChange({ outcome: event.currentTarget.value as Outcome })}
        >
          {OUTCOMES.map((each) => (
            <option key={each} value={each}>
              {OUTCOME_MARKS[each]} {OUTCOME_WORDS[each]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <div class="checklist-note">
          <input
            type="text"
            aria-label={`Note on item ${number}`}
            value={note}
            title={note}
            onInput={(event) => onChange({ note: event.currentTarget.value })}
          />
          {findings.length > 0 && (
            <button type="button" class="link" onClick={onShow}>
              Show why
            </button>
          )}
          {byUser && (
            <button type="button" class="link" title="Answer from the evidence" onClick={onReset}>
              Undo
            </button>
          )}
        </div>
      </td>
    </tr>
  );
}
