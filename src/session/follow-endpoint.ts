/**
 * Attempts whose path is made up anew each time, as `/ws/3f2b8c1e-…` or `/connect/<token>`, are one
 * endpoint with `*` in that place. Two rooms that are named by a UUID look the same, and are two. So
 * it is told by what happens: one follows the other within minutes of its loss, neither path was
 * used twice, and nothing else of that form lives meanwhile. A path that comes back was no attempt's
 * own, and stands for itself again. The same goes for values of the query (`changing-value.ts`).
 */

import { touch } from "./change.ts";
import { type Parted, rowOf, withoutValue } from "./changing-value.ts";
import { endpointOf, isMadeUp } from "./endpoint.ts";
import type { Connection, Session } from "./session.ts";

/** What comes later is another visit rather than a retry. */
const FOLLOWS_WITHIN_MS = 5 * 60_000;
/** So many of the latest are looked at: side by side there are hardly more. */
const MAX_RECENT = 64;

type Recent = Parted & {
  /** With all that looks made up left out of its path. */
  form: string;
};

/** Nothing that is kept: found again from the connections where a worker was stopped. */
const recents = new WeakMap<Session, Recent[]>();

/** Gives a new connection, and those it follows, the endpoint that they share. */
export function followEndpoint(session: Session, connection: Connection): void {
  const latest = describeMadeUp(connection, connection.endpoint);
  if (!latest) return;
  const recent = recentOf(session, connection);
  const onPage = recent.filter(
    ({ connection: { page, pageWorker } }) =>
      page === connection.page && pageWorker === connection.pageWorker,
  );
  recent.push(latest);
  if (recent.length > MAX_RECENT) recent.shift();
  const same = onPage.filter(({ own }) => own === latest.own);
  if (same.length > 0) for (const each of same) setEndpoint(session, each.connection, each.own);
  else if (!followPath(session, latest, onPage)) followQuery(session, latest, onPage);
}

function followPath(session: Session, latest: Recent, onPage: readonly Recent[]): boolean {
  const alike = onPage.filter(({ form }) => form === latest.form);
  const before = alike.at(-1);
  if (!before || !isFollowed(before, alike, latest.connection)) return false;
  const shared = share(before, latest);
  if (shared === null) return false;
  for (const { connection } of [before, latest]) setEndpoint(session, connection, shared);
  return true;
}

function followQuery(session: Session, latest: Recent, onPage: readonly Recent[]): void {
  const found = rowOf(latest, onPage, (before, { connection }) => isNext(before, connection));
  if (!found) return;
  const shared = withoutValue(latest.parts, found.place);
  for (const { connection } of found.row) setEndpoint(session, connection, shared);
}

function describeMadeUp(connection: Connection, own: string): Recent | null {
  const parts = partsOf(own);
  const form = parts.map((part) => (isMadeUpPath(part) ? "/*" : part)).join("");
  return form === own && !own.includes("?") ? null : { connection, own, parts, form };
}

const isMadeUpPath = (part: string): boolean => part.startsWith("/") && isMadeUp(part.slice(1));

/** Host, each part of the path with its slash, and each pair of the query with its sign. */
function partsOf(endpoint: string): string[] {
  const [, host = "", path = "", query = ""] = PARTS.exec(endpoint) ?? [];
  return [host, ...path.split(/(?=\/)/), ...query.split(/(?=&)/)];
}

const PARTS = /^([a-z]+:\/\/[^/]*)([^?]*)(.*)$/s;

function recentOf(session: Session, latest: Connection): Recent[] {
  const { connections } = session;
  const known =
    recents.get(session) ??
    [...connections.values()].flatMap((connection) =>
      connection === latest ? [] : (describeMadeUp(connection, endpointOf(connection.url)) ?? []),
    );
  const kept = known.filter(({ connection }) => connections.get(connection.id) === connection);
  const recent = kept.slice(-MAX_RECENT);
  recents.set(session, recent);
  return recent;
}

function isNext({ connection }: Parted, next: Connection): boolean {
  const { end, open, closing } = connection;
  if (end === null || end.by === "page-gone" || end.by === "unwatched") return false;
  if (next.createdAt - end.at > FOLLOWS_WITHIN_MS) return false;
  // A page that was done with one room went to another.
  return !(open !== null && closing !== null && (closing.code ?? 1000) === 1000);
}

function isFollowed(before: Recent, alike: readonly Recent[], next: Connection): boolean {
  if (!isNext(before, next)) return false;
  if (alike.some((each) => each !== before && each.own === before.own)) return false;
  return alike.every(
    ({ connection }) => connection.end !== null && connection.end.at <= next.createdAt,
  );
}

/** What stands in both, `*` where they differ; null where what is theirs already differs. */
function share(before: Recent, { parts }: Recent): string | null {
  const { endpoint } = before.connection;
  const theirs = partsOf(endpoint);
  const shared = parts.map((part, i) => (part === theirs[i] ? part : "/*")).join("");
  return endpoint === before.own || endpoint === shared ? shared : null;
}

function setEndpoint(session: Session, connection: Connection, endpoint: string): void {
  if (connection.endpoint === endpoint) return;
  connection.endpoint = endpoint;
  touch(session, connection);
}
