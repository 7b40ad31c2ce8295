import { changesSince } from "../session/changes.ts";
import { forgetOlderHalf } from "../session/forget.ts";
import type { ConnectionId, Session } from "../session/session.ts";
import {
  fromPlainSession,
  type PlainConnection,
  type PlainSession,
  toPlainConnection,
  toPlainSession,
} from "../session/transfer.ts";
import { browser } from "../shared/browser.ts";

/**
 * Sessions in `storage.session`: memory of the browser that outlives this worker but not the
 * browser, and never touches the disk.
 */
const area = browser.storage.session;
const keyOf = (tabId: number) => `tab:${tabId}`;
const connectionKey = (tabId: number, id: ConnectionId) => `tab:${tabId}:${id}`;

export async function restoreSessions(): Promise<Map<number, Session>> {
  const stored = await area.get(null);
  const connections = new Map<string, PlainConnection[]>();
  for (const [key, value] of Object.entries(stored)) {
    const match = /^(tab:\d+):/.exec(key);
    if (!match?.[1]) continue;
    connections.set(match[1], [...(connections.get(match[1]) ?? []), value as PlainConnection]);
  }
  const sessions = new Map<number, Session>();
  for (const [key, value] of Object.entries(stored)) {
    if (!/^tab:\d+$/.test(key)) continue;
    const session = fromPlainSession(value as PlainSession, connections.get(key) ?? []);
    if (session) sessions.set(session.tabId, session);
  }
  return sessions;
}

/** Writes only what changed since the last time. */
export function createSaver(session: Session, saved: Iterable<ConnectionId> = []) {
  const known = new Set(saved);
  let revision = session.revision;
  let forgotten = false;

  const write = async (): Promise<void> => {
    const { tabId } = session;
    const { connections, removed } = changesSince(session, revision, known);
    revision = session.revision;
    const items: Record<string, unknown> = { [keyOf(tabId)]: toPlainSession(session) };
    for (const connection of connections) {
      items[connectionKey(tabId, connection.id)] = toPlainConnection(connection);
    }
    if (removed.length > 0) await area.remove(removed.map((id) => connectionKey(tabId, id)));
    await area.set(items);
  };

  const writeOrMakeRoom = async (): Promise<void> => {
    if (forgotten) return;
    try {
      await write();
    } catch {
      // The area is full (10 MiB for all tabs): the older half of what is over makes room.
      forgetOlderHalf(session);
      revision = 0;
      await write().catch(() => {});
    }
  };

  // One after the other: a slow write must not put older values over newer ones.
  let last = Promise.resolve();
  return {
    save: (): Promise<void> => {
      last = last.then(writeOrMakeRoom);
      return last;
    },
    /** Deletes what was saved; what is still on its way is not saved again. */
    async forget(): Promise<void> {
      forgotten = true;
      await last;
      const keys = Object.keys(await area.get(null));
      const own = keyOf(session.tabId);
      await area.remove(keys.filter((key) => key === own || key.startsWith(`${own}:`)));
    },
  };
}
