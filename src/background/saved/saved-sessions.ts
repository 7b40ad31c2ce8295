import { changesSince } from "../../session/changes.ts";
import type { ConnectionId, Session } from "../../session/session.ts";
import { toPlainConnection } from "../../session/transfer.ts";
import { makeRoomIn } from "./make-room.ts";
import { createPartsOf, isKeyOfTab, joinParts, keyOfConnection, keyOfTab } from "./saved-parts.ts";

/** What is used of `storage.session`. */
export type SavedArea = {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
  getBytesInUse(keys: null): Promise<number>;
};

const BROWSER_BYTES = 10 * 1024 * 1024;
/** The rest of what the browser gives is room for what is written between two looks. */
const MAX_SAVED_BYTES = 6 * 1024 * 1024;

/** All sessions in one storage area, which they share. */
export function createSavedSessions(area: SavedArea, maxBytes = MAX_SAVED_BYTES) {
  /** How each is written. */
  const writers = new Map<Session, () => Promise<void>>();

  let last: Promise<unknown> = Promise.resolve();
  /**
   * One after the other, of whichever tab: a slow write must not put older values over newer ones,
   * and to make room for one session another may have to be written.
   */
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    // Whoever asked hears of it; the next one is not to fail by it.
    last = done.catch(() => {});
    return done;
  };

  /** False where nothing is left that could go, or where it does not help. */
  const makeRoom = async (weight?: number): Promise<boolean> => {
    const thinned = makeRoomIn(writers.keys(), weight);
    for (const session of thinned) {
      try {
        await writers.get(session)?.();
      } catch (error) {
        // What it would have written waits, and more has to go.
        if (!isFull(error)) return false;
      }
    }
    return thinned.size > 0;
  };

  /** At most, and null before the first look: a look is a call to the browser. */
  let usedBytes: number | null = null;
  const look = async (): Promise<number> => {
    usedBytes = await area.getBytesInUse(null);
    return usedBytes;
  };
  const keepWithinCap = async (): Promise<void> => {
    if (usedBytes !== null && usedBytes <= maxBytes) return;
    while ((await look()) > maxBytes) if (!(await makeRoom())) return;
  };

  const save = async (session: Session): Promise<boolean> => {
    // Without a writer the tab was closed meanwhile.
    for (let write = writers.get(session); write; write = writers.get(session)) {
      try {
        await write();
        break;
      } catch (error) {
        // What has no room by far is not tried again and again.
        if (isFull(error) && (await makeRoom(BROWSER_BYTES))) continue;
        console.warn("Stormglass: a session could not be saved", error);
        return false;
      }
    }
    await keepWithinCap().catch(() => {});
    return true;
  };

  return {
    restoreSessions: async (): Promise<Map<number, Session>> =>
      joinParts(readTexts(await area.get(null))),
    createSaver(session: Session, saved: Iterable<ConnectionId> = []) {
      const write = createWriter(area, session, saved);
      writers.set(session, async () => {
        const bytes = await write();
        if (usedBytes !== null) usedBytes += bytes;
      });
      return {
        /** False where it could not be saved: a worker that is stopped now takes it along. */
        save: (): Promise<boolean> => queue(() => save(session)),
        /** Deletes what was saved; what is still on its way is not saved again. */
        forget(): Promise<void> {
          writers.delete(session);
          return queue(async () => {
            const own = keyOfTab(session.tabId);
            const keys = Object.keys(await area.get(null));
            await area.remove(keys.filter((key) => key === own || key.startsWith(`${own}:`)));
          });
        },
      };
    },
  };
}

/**
 * Writes only what changed since the last time, and says how much. As texts: of an object the
 * browser would take over each value by itself, which costs ten times as much.
 */
function createWriter(area: SavedArea, session: Session, saved: Iterable<ConnectionId>) {
  const { tabId } = session;
  const known = new Set(saved);
  const parts = createPartsOf(session);
  /** Found to have changed, and not written yet: after a write that failed, the next goes on. */
  let pending: Record<string, string> = {};
  const gone = new Set<string>();
  let { revision } = session;

  const findChanges = (): void => {
    const { connections, removed } = changesSince(session, revision, known);
    const changed = parts.changed();
    revision = session.revision;
    for (const connection of connections) {
      pending[keyOfConnection(tabId, connection.id)] = JSON.stringify(
        toPlainConnection(connection),
      );
    }
    for (const [key, item] of Object.entries(changed.items)) pending[key] = JSON.stringify(item);
    for (const key of [...removed.map((id) => keyOfConnection(tabId, id)), ...changed.removed]) {
      gone.add(key);
      delete pending[key];
    }
  };

  return async (): Promise<number> => {
    findChanges();
    if (gone.size > 0) {
      await area.remove([...gone]);
      gone.clear();
      // All that is written must be of one moment.
      findChanges();
    }
    await area.set(pending);
    const bytes = Object.values(pending).reduce((sum, text) => sum + mostBytesOf(text), 0);
    pending = {};
    return bytes;
  };
}

/** As UTF-8, with its key and what the browser adds to each. */
const mostBytesOf = (text: string): number => 3 * text.length + 300;

const readTexts = (stored: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(stored).flatMap(([key, text]) =>
      isKeyOfTab(key) ? [[key, JSON.parse(String(text))]] : [],
    ),
  );

/** The browser has no name for it, only words. */
const isFull = (error: unknown): boolean => /quota/i.test(String(error));
