/**
 * A session in parts, each under a key of its own, so that little is written where little changed.
 */
import { isSameList, type KnownLists, LISTS, type ListName } from "../../session/changes.ts";
import type { ConnectionId, DocumentRecord, Session } from "../../session/session.ts";
import {
  fromPlainSession,
  type PlainConnection,
  type PlainSession,
} from "../../session/transfer.ts";
import { TAB_KEY_PREFIX } from "../../shared/storage-keys.ts";

type Core = Omit<PlainSession, ListName | "documents">;

export const keyOfTab = (tabId: number): string => TAB_KEY_PREFIX + tabId;
export const isKeyOfTab = (key: string): boolean => key.startsWith(TAB_KEY_PREFIX);
export const keyOfConnection = (tabId: number, id: ConnectionId): string =>
  `${keyOfTab(tabId)}:connection:${id}`;

/** Remembers what it gave, and gives only what is different by the next time. */
export function createPartsOf(session: Session) {
  const documents = new Map<string, string>();
  const lists: KnownLists = new Map();
  const key = keyOfTab(session.tabId);

  return {
    /** Parts that changed, and keys of parts that are gone. */
    changed(): { items: Record<string, unknown>; removed: string[] } {
      const { documents: current, connections: _, ...rest } = session;
      const { lifecycle, constructorErrors, unmatchedHandshakes, http, elsewhere, ...core } = rest;
      const items: Record<string, unknown> = { [key]: core satisfies Core };
      for (const name of LISTS) {
        const list = session[name];
        if (isSameList(lists.get(name), list)) continue;
        items[`${key}:${name}`] = list;
        lists.set(name, [...list]);
      }
      for (const [id, document] of current) {
        const text = JSON.stringify(document);
        if (documents.get(id) !== text) items[`${key}:document:${id}`] = document;
        documents.set(id, text);
      }
      const gone = [...documents.keys()].filter((id) => !current.has(id));
      for (const id of gone) documents.delete(id);
      return { items, removed: gone.map((id) => `${key}:document:${id}`) };
    },
  };
}

/**
 * All sessions among the values of a storage area. They are as this build wrote them: see
 * `own-item.ts`; and the version of each is looked at.
 */
export function joinParts(stored: Record<string, unknown>): Map<number, Session> {
  const sessions = new Map<number, Session>();
  for (const [key, core] of Object.entries(stored)) {
    if (!isKeyOfTab(key) || key.includes(":", TAB_KEY_PREFIX.length)) continue;
    const valuesOf = (kind: string) =>
      Object.entries(stored).flatMap(([other, value]) =>
        other.startsWith(`${key}:${kind}:`) ? [value] : [],
      );
    const listOf = (name: ListName) => (stored[`${key}:${name}`] ?? []) as never[];
    const documents = valuesOf("document") as DocumentRecord[];
    const plain: PlainSession = {
      ...(core as Core),
      documents: documents.sort((a, b) => a.joinedAt - b.joinedAt),
      lifecycle: listOf("lifecycle"),
      constructorErrors: listOf("constructorErrors"),
      unmatchedHandshakes: listOf("unmatchedHandshakes"),
      http: listOf("http"),
      elsewhere: listOf("elsewhere"),
    };
    const session = fromPlainSession(plain, valuesOf("connection") as PlainConnection[]);
    if (session) sessions.set(session.tabId, session);
  }
  return sessions;
}
