import type { Series } from "../../analysis/finding.ts";
import type { Connection } from "../../session/session.ts";
import { isEmptyTraffic } from "../../session/traffic.ts";

/** Of a connection, of a series, or of the session. */
export type DetailTab =
  | "why"
  | "path"
  | "messages"
  | "handshake"
  | "reconnects"
  | "stats"
  | "checklist"
  | "logs";

/** The user's tab where the selection has it. It is not forgotten where it has not. */
export const shownTab = (wanted: DetailTab, items: readonly { id: DetailTab }[]): DetailTab =>
  items.some(({ id }) => id === wanted) ? wanted : "why";

/** A single connection has nothing to say about reconnecting. */
export const hasReconnects = (series: readonly Series[]): boolean =>
  series.some(({ attempts }) => attempts > 1);

export const hasStats = (connections: readonly Connection[]): boolean =>
  connections.some(({ traffic }) => !isEmptyTraffic(traffic));
