import type { Finding, Health } from "../../analysis/finding.ts";
import { countOf, formatCount } from "../../analysis/words.ts";
import type { Totals } from "../totals.ts";

type Props = {
  health: Health | null;
  totals: Totals;
  onOpen(about: Pick<Finding, "subject">): void;
};

/** The session in one line: its health with the reason, and its figures. */
export function Summary({ health, totals, onOpen }: Props) {
  const reason = health?.reasons[0];
  return (
    <div class="summary">
      {health && totals.connections > 0 && (
        <span class="health" title={`Health ${health.grade}: ${health.score} of 100`}>
          <span class={`grade ${health.grade}`}>
            <span class="spoken">Health </span>
            {health.grade}
          </span>
          {reason ? (
            <button
              type="button"
              class="reason"
              title="Show why, and what to do"
              onClick={() => onOpen(reason)}
            >
              {reason.text}
            </button>
          ) : (
            <span>nothing is wrong with these connections</span>
          )}
        </span>
      )}
      <span class="figures quiet">
        <span>{formatCount(totals.open)} open</span>
        {totals.connecting > 0 && <span>{formatCount(totals.connecting)} connecting</span>}
        <span>{formatCount(totals.closed)} closed</span>
        <span>{countOf(totals.messages, "message")}</span>
        <span
          class={totals.dropped > 0 ? "tone-warning" : ""}
          title="Messages or bodies that were not kept; each is told with its reason in the findings"
        >
          {formatCount(totals.dropped)} dropped
        </span>
      </span>
    </div>
  );
}
