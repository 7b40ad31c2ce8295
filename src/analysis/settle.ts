import type { Draft } from "./check.ts";
import type { Evidence, FindingId } from "./finding.ts";
import { RELATIONS } from "./relations.ts";
import type { SeriesGroup } from "./series/series.ts";

type Proposal = { check: string; draft: Draft };

/**
 * Of all that would explain the end of a connection only the most confident stays, the earlier
 * check's where two are equally sure: two explanations of one end would explain nothing.
 */
export function settlePrimaries(proposals: readonly Proposal[]): Proposal[] {
  const best = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const { explains, subject, confidence } = proposal.draft;
    if (!explains) continue;
    const rival = best.get(subject.id);
    if (!rival || confidence > rival.draft.confidence) best.set(subject.id, proposal);
  }
  return proposals.filter(
    (proposal) => !proposal.draft.explains || best.get(proposal.draft.subject.id) === proposal,
  );
}

type Group = Pick<SeriesGroup, "id" | "connections">;

/** What is to be told: one explanation of each end, and nothing besides that repeats or contradicts it. */
export function settle(proposals: readonly Proposal[], series: readonly Group[]): Proposal[] {
  const settled = settlePrimaries(proposals);
  const drafts = settled.map(({ draft }) => draft);
  const placesOf = createPlaces(series);
  const primaries = new Map<string, Draft>();
  for (const draft of drafts) if (draft.explains) primaries.set(draft.subject.id, draft);
  const hiding = groupByPlace(
    drafts.filter(({ id }) => HIDING.has(id)),
    placesOf,
  );
  const isTold = (draft: Draft): boolean => {
    const primary = primaries.get(draft.subject.id);
    if (primary && (primary.id === draft.id || restsOnSameWords(primary, draft))) return false;
    const { own, series: within } = placesOf(draft);
    return !RELATIONS.some(
      ({ aside, of, besides }) =>
        aside === draft.id &&
        hiding
          .get(of === "series" ? within : own)
          ?.some(
            (other) => besides.includes(other.id) && (of === "connection" || isAsNew(other, draft)),
          ),
    );
  };
  return settled.filter(({ draft }) => draft.explains || isTold(draft));
}

const HIDING: ReadonlySet<FindingId> = new Set(RELATIONS.flatMap(({ besides }) => besides));

/** Where a finding stands: with others about the same, and with those of its whole series. */
type Places = { own: string; series: string };

function createPlaces(series: readonly Group[]): (draft: Draft) => Places {
  const seriesOf = new Map<string, string>();
  for (const { id, connections } of series) {
    for (const connection of connections) seriesOf.set(connection.id, id);
  }
  return ({ subject: { kind, id } }) => ({
    own: `${kind} ${id}`,
    series: `in ${kind === "series" ? id : (seriesOf.get(id) ?? `${kind} ${id}`)}`,
  });
}

function groupByPlace(
  drafts: readonly Draft[],
  placesOf: (draft: Draft) => Places,
): ReadonlyMap<string, Draft[]> {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const { own, series } = placesOf(draft);
    for (const place of [own, series]) {
      const group = groups.get(place);
      if (group) group.push(draft);
      else groups.set(place, [draft]);
    }
  }
  return groups;
}

/** What is said of a series goes by its newest attempt: what held before may be different now. */
function isAsNew(other: Draft, { lastAt }: Draft): boolean {
  if (lastAt === undefined) return true;
  if (other.subject.kind === "connection") return other.connection?.createdAt === lastAt;
  return other.since <= lastAt && lastAt <= (other.until ?? Number.POSITIVE_INFINITY);
}

/** The error message that this one quotes is what the explanation rests on. */
function restsOnSameWords(primary: Draft, draft: Draft): boolean {
  const quoted = draft.evidence.filter(isQuote);
  return (
    quoted.length > 0 &&
    quoted.every(({ ref }) =>
      primary.evidence.some((item) => isQuote(item) && item.ref?.seq === ref?.seq),
    )
  );
}

const isQuote = ({ is, ref }: Evidence): boolean =>
  (is === "spoken-error" || is === "announced-by") && ref !== undefined;
