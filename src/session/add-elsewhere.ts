import { MAX_ELSEWHERE, MAX_HOST_LENGTH } from "./limits.ts";
import { topDocumentOf } from "./page-origin.ts";
import type { Return, Session } from "./session.ts";

/** What came back before the page was there is no herd of its own. */
export function addElsewhere(session: Session, returns: readonly Return[]): void {
  const top = topDocumentOf(session);
  if (!top) return;
  for (const each of returns) {
    if (each.backAt < top.joinedAt || each.hostPort.length > MAX_HOST_LENGTH) continue;
    insert(session.elsewhere, { ...each, page: session.page });
  }
}

/** In order of time. One that is told again, by a worker that begins anew, is known by its id. */
function insert(list: Return[], one: Return): void {
  const isKnown = ({ tab, connectionId }: Return) =>
    connectionId === one.connectionId && tab === one.tab;
  if (list.some(isKnown)) return;
  const later = list.findIndex(({ backAt }) => backAt > one.backAt);
  list.splice(later < 0 ? list.length : later, 0, one);
  if (list.length > MAX_ELSEWHERE) list.shift();
}
