import { changesSince } from "../session/changes.ts";
import type { ConnectionId, Session } from "../session/session.ts";
import { toPlainConnection } from "../session/transfer.ts";
import { browser } from "../shared/browser.ts";
import { forgetOldestOf } from "./make-room.ts";
import { createPartsOf, joinParts, keyOfConnection, keyOfTab } from "./saved-parts.ts";

/**
 * Sessions in `storage.session`: memory of the browser that outlives this worker but not the
 * browser, and never touches the disk.
 */
const area = browser.storage.session;
/** The browser gives 10 MiB; the rest is room for what is written between two looks. */
const MAX_SAVED_BYTES = 6 * 1024 * 1024;

/** All that share the area. */
const sessions = new Set<Session>();

export const restoreSessions = async (): Promise<Map<number, Session>> =>
  joinParts(await area.get(null));

/** Writes only what changed since the last time. */
export function createSaver(session: Session, saved: Iterable<ConnectionId> = []) {
  const { tabId } = session;
  const known = new Set(saved);
  const parts = createPartsOf(session);
  let revision = session.revision;
  let forgotten = false;
  sessions.add(session);

  const write = async (): Promise<void> => {
    const { connections, removed } = changesSince(session, revision, known);
    const changed = parts.changed();
    const now = session.revision;
    for (const connection of connections) {
      changed.items[keyOfConnection(tabId, connection.id)] = toPlainConnection(connection);
    }
    const gone = [...removed.map((id) => keyOfConnection(tabId, id)), ...changed.removed];
    if (gone.length > 0) await area.remove(gone);
    await area.set(changed.items);
    revision = now;
  };

  const writeOrMakeRoom = async (): Promise<void> => {
    while (!forgotten) {
      try {
        await write();
        await keepWithinCap();
        return;
      } catch (error) {
        // What failed is written as a whole; removing what is gone already does no harm.
        revision = -1;
        parts.reset();
        if (await makeRoom()) continue;
        console.warn("Stormglass: a session could not be saved", error);
        return;
      }
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
      sessions.delete(session);
      await last;
      const own = keyOfTab(tabId);
      const keys = Object.keys(await area.get(null));
      await area.remove(keys.filter((key) => key === own || key.startsWith(`${own}:`)));
    },
  };
}

async function keepWithinCap(): Promise<void> {
  while ((await area.getBytesInUse(null)) > MAX_SAVED_BYTES) if (!(await makeRoom())) return;
}

/** False where nothing is left that could go: all tabs share the area, so any tab's may. */
async function makeRoom(): Promise<boolean> {
  const gone = forgetOldestOf(sessions);
  await area.remove(gone.map(({ tabId, id }) => keyOfConnection(tabId, id)));
  return gone.length > 0;
}
