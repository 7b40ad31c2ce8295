/** Connections that end because another one of the same endpoint has opened. */

import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection } from "../../session/session.ts";
import { type Context, type Ended, isEnded } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import { isOpened, whoClosed } from "../connection/evidence.ts";
import { saysTheSame } from "../connection/first-words.ts";
import { groupByEndpoint } from "./endpoint-groups.ts";

/** Ends that follow an opening, oldest first. */
export type Fight = { lost: Ended[]; isElsewhere: boolean; saysSame: boolean };

/** The new one logs in first, which takes a round trip or two. */
const WITHIN_MS = 400;
/** In another tab only its construction is known. */
const WITHIN_ELSEWHERE_MS = 700;
/** By chance, an opening precedes an end of short-lived connections often enough. */
const SHARE_OF_LIFE = 0.3;
const MIN_TIMES = 3;
/** Going away, an error, a restart, too much load: the server says what else it was. */
const SAYS_ELSE: readonly number[] = [1001, 1011, 1012, 1013];
/** Others may have ended for another reason, at the beginning or at the end. */
const MOST = 0.75;

type Opening = { at: number; by: Connection | null; withinMs: number };

const found = new WeakMap<Context, Fight[]>();

/** Of each endpoint at most one. */
export function findFights(context: Context): Fight[] {
  const fights = found.get(context) ?? findNow(context);
  found.set(context, fights);
  return fights;
}

function findNow(context: Context): Fight[] {
  return groupByEndpoint(context.connections).flatMap(({ endpoint, connections }): Fight[] => {
    const ends = connections.filter(isEnded).filter(isLost);
    if (ends.length < MIN_TIMES) return [];
    const openings = openingsOf(context, endpoint, connections);
    const taken = ends.flatMap((connection) => {
      const opening = takenBy(connection, openings);
      return opening ? [{ connection, opening }] : [];
    });
    // One that opens takes one's place: several that end after it ended together, as in a restart.
    const takers = new Set(taken.map(({ opening }) => opening)).size;
    if (takers < MIN_TIMES || taken.length < ends.length * MOST) return [];
    return [
      {
        lost: taken.map(({ connection }) => connection).sort((a, b) => a.end.at - b.end.at),
        isElsewhere: taken.every(({ opening }) => opening.by === null),
        saysSame: taken.some(
          ({ connection, opening: { by } }) => by && saysTheSame(connection, by),
        ),
      },
    ];
  });
}

function isLost(connection: Ended): boolean {
  const closer = whoClosed(connection);
  return (
    connection.open !== null &&
    isOpened(connection) &&
    (closer === "network" || (closer === "server" && !SAYS_ELSE.includes(connection.end.code ?? 0)))
  );
}

/** In order of time. */
function openingsOf(
  { session }: Context,
  endpoint: string,
  connections: readonly Connection[],
): Opening[] {
  const here = connections.flatMap((by): Opening[] =>
    by.open ? [{ at: by.open.at, by, withinMs: WITHIN_MS }] : [],
  );
  const hostPort = parseUrl(endpoint)?.hostPort;
  const elsewhere = session.elsewhere
    .filter((each) => each.hostPort === hostPort)
    .map(({ backAt }): Opening => ({ at: backAt, by: null, withinMs: WITHIN_ELSEWHERE_MS }));
  return [...here, ...elsewhere]
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
}

/** The last opening before its end, where that is a newer connection's and shortly before. */
function takenBy(connection: Ended, openings: readonly Opening[]): Opening | null {
  const openedAt = connection.open?.at ?? connection.createdAt;
  const opening = openings[countUpTo(openings, connection.end.at) - 1];
  if (!opening || opening.by === connection || opening.at <= openedAt) return null;
  const lateMs = connection.end.at - opening.at;
  const livedMs = connection.end.at - openedAt;
  if (lateMs > Math.min(opening.withinMs, livedMs * SHARE_OF_LIFE)) return null;
  return opening.by && isAnother(connection, opening.by) ? null : opening;
}

function countUpTo(openings: readonly Opening[], at: number): number {
  let low = 0;
  let high = openings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((openings[middle] as Opening).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An MQTT client gives its id in its first packet: another one takes nobody's place. */
const isAnother = (a: Connection, b: Connection): boolean =>
  saysTheSame(a, b) === false && readConversation(a).protocol === "mqtt";
