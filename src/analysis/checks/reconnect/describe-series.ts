import { parseUrl } from "../../../protocol/parse-url.ts";
import type { Draft, WithFacts } from "../../check.ts";
import { quote } from "../../connection/facts.ts";
import type { FindingId } from "../../finding.ts";
import { type SeriesGroup, seriesSubject } from "../../series/series.ts";
import type { VariantOf } from "../../texts/facts-of.ts";

/** A connection that held this long was a success, and ends what went before. */
export const STABLE_MS = 30_000;

type About<Id extends FindingId, Variant extends VariantOf<Id> | "general"> = Pick<
  Draft<Id>,
  "id" | "severity" | "confidence" | "evidence" | "since"
> &
  Partial<Pick<Draft<Id>, "needs" | "until">> &
  WithFacts<Id, Variant>;

/** Says something about a whole series. */
export const draftForSeries = <
  Id extends FindingId,
  Variant extends VariantOf<Id> | "general" = "general",
>(
  group: SeriesGroup,
  about: About<Id, Variant>,
): Draft<Id> => ({
  ...about,
  subject: seriesSubject(group),
  explains: false,
  ...lastAttemptOf(group),
  facts: { ...seriesFacts(group), ...about.facts },
});

const lastAttemptOf = ({ connections }: SeriesGroup): Pick<Draft, "lastAt"> => {
  const last = connections.at(-1);
  return last && Number.isFinite(last.createdAt) ? { lastAt: last.createdAt } : {};
};

const seriesFacts = ({ url }: SeriesGroup): Record<string, string> => ({
  hostPort: quote(parseUrl(url)?.hostPort ?? url) || "an unknown host",
});
