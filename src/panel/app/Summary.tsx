import { useMemo } from "preact/hooks";
import type { Finding, Health, Outage } from "../../analysis/finding.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import { unwatchedInWords } from "../../analysis/unwatched-words.ts";
import { countOf, formatCount } from "../../words/words.ts";
import { countTroubles, type Troubles } from "../findings/troubles.ts";
import type { Totals } from "../model/totals.ts";
import { Icon } from "../ui/Icon.tsx";
import { chooseZone, zone, zoneInWords } from "../ui/zone.ts";

type Props = {
  health: Health | null;
  /** What is not watched has no grade; null: it is watched. */
  unwatchedSince: number | null;
  /** Whether what the first reason tells goes on: "last attempt 25 s ago". */
  standing: string | null;
  findings: readonly Finding[];
  /** Left out until they are known. */
  outages: readonly Outage[] | undefined;
  totals: Totals;
  nowMs: number;
  onOpen(about: Pick<Finding, "subject">): void;
};

/** The session in one line: its health with the reason, and its figures. */
export function Summary({
  health,
  unwatchedSince,
  standing,
  findings,
  outages,
  totals,
  nowMs,
  onOpen,
}: Props) {
  const reason = health?.reasons[0];
  const reasonText = reason && (standing ? `${reason.text} · ${standing}` : reason.text);
  const troubles = useMemo(() => countTroubles(findings, outages), [findings, outages]);
  return (
    <div class="summary">
      {unwatchedSince !== null && (
        <span class="health">
          <span class="grade none" aria-hidden="true">
            –
          </span>
          <span>{unwatchedInWords(unwatchedSince, Date.now())}</span>
        </span>
      )}
      {unwatchedSince === null && health && totals.connections > 0 && (
        <span class="health" title={`Health ${health.grade}: ${health.score} of 100`}>
          <span class={`grade ${health.grade}`}>
            <span class="spoken">Health </span>
            {health.grade}
          </span>
          {reason ? (
            <button
              type="button"
              class="reason"
              title={`${reasonText}\nClick to see why, and what to do`}
              onClick={() => onOpen(reason)}
            >
              <span>{reasonText}</span>
            </button>
          ) : (
            <span>
              {health.grade === "?" ? "Ends unknown" : healthyInWords(troubles.incidents)}
            </span>
          )}
        </span>
      )}
      <span class="figures quiet">
        <OutageFigures outages={outages ?? []} />
        <TroubleFigures {...troubles} />
        <span>{formatCount(totals.open)} open</span>
        {totals.connecting > 0 && <span>{formatCount(totals.connecting)} connecting</span>}
        <span class="lesser">{formatCount(totals.closed)} closed</span>
        <span class="lesser">{countOf(totals.messages, "message")}</span>
        <span
          class={totals.dropped > 0 ? "tone-warning" : "lesser"}
          title="Messages or bodies that were not kept; each is told with its reason in the findings"
        >
          {formatCount(totals.dropped)} dropped
        </span>
        <ZoneButton at={nowMs} />
      </span>
    </div>
  );
}

/** The zone of every time in the window, and the switch for it. */
function ZoneButton({ at }: { at: number }) {
  const isUtc = zone.value === "utc";
  return (
    <button
      type="button"
      class="plain zone"
      title={`All times are of ${isUtc ? "UTC" : zoneInWords(at, true)}. Click for ${isUtc ? "your own zone" : "UTC"}.`}
      onClick={() => chooseZone(isUtc ? "local" : "utc")}
    >
      <span class="spoken">Times are of </span>
      {zoneInWords(at)}
    </button>
  );
}

/** What no longer costs a grade is listed all the same. */
const healthyInWords = (incidents: number): string =>
  incidents === 0
    ? "nothing is wrong with these connections"
    : `nothing wrong now · ${countOf(incidents, "incident")} ${incidents === 1 ? "is" : "are"} over`;

/** "1 outage going on", "2 outages over": what lasts first. */
function OutageFigures({ outages }: { outages: readonly Outage[] }) {
  const lasting = outages.filter((outage) => overAt(outage) === null).length;
  const over = outages.length - lasting;
  return (
    <>
      {lasting > 0 && <span class="tone-error">{countOf(lasting, "outage")} not over</span>}
      {over > 0 && (
        <span class={lasting > 0 ? "lesser" : ""}>
          {lasting > 0 ? formatCount(over) : countOf(over, "outage")} over
        </span>
      )}
    </>
  );
}

/** What the list of incidents counts, for whoever looks at something else. */
function TroubleFigures({ storms, goingOn, errors }: Troubles) {
  return (
    <>
      {storms > 0 && (
        <span
          class={goingOn > 0 ? "tone-error" : ""}
          title={goingOn > 0 ? "Reconnecting faster than is good" : "Over by now"}
        >
          <Icon name="storm" size={11} /> {countOf(storms, "storm")}
        </span>
      )}
      {errors > 0 && (
        <span class="tone-error" title="Incidents with an error; each is listed with what to do">
          {countOf(errors, "error")}
        </span>
      )}
    </>
  );
}
