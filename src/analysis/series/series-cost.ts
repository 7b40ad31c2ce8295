import type { Connection } from "../../session/session.ts";
import { formatCount } from "../../words/words.ts";
import { isEnded } from "../check.ts";
import { connectingMs } from "../connection/evidence.ts";
import type { Cost } from "../finding.ts";
import { costOf } from "../policy/cost.ts";
import { policyOf, type SeriesGroup } from "./series.ts";

/**
 * What a series' policy costs a server that stays down. The one figure of it: a storm's own pace
 * is another thing, as it has openings in it, waits that grew, and the browser's own delays.
 */
export const costOfSeries = (group: SeriesGroup): Cost | null =>
  costOf(policyOf(group).policy, meanConnectingMs(group.connections));

/** Handshakes a second by a thousand clients, the same digits wherever they are named. */
export const formatLoad = ({ perSecondOf1000 }: Cost): string =>
  perSecondOf1000 < 10 ? perSecondOf1000.toFixed(1) : formatCount(perSecondOf1000);

function meanConnectingMs(connections: readonly Connection[]): number {
  const known = connections.filter(isEnded).flatMap((connection) => connectingMs(connection) ?? []);
  return known.length === 0 ? 0 : known.reduce((sum, ms) => sum + ms, 0) / known.length;
}
