import type { Connection, Session } from "../../session/session.ts";
import type { StoreReader } from "../../store/store.ts";

/** The background stores what it has counted within a few hundred milliseconds, or says that it cannot. */
const ON_THEIR_WAY_MS = 2_000;
const LOOK_AGAIN_MS = 50;

/** Waits until the store holds what the session has counted: messages are counted before they are stored. */
export async function awaitRows(
  store: StoreReader,
  session: Session,
  clock: () => number,
): Promise<void> {
  const untilMs = clock() + ON_THEIR_WAY_MS;
  for (const { id, lastMessage } of latestOfDocuments(session)) {
    const at = lastMessage?.at ?? 0;
    if (at < clock() - ON_THEIR_WAY_MS) continue;
    while (clock() < untilMs && (await latestStoredAt(store, session.tabId, id)) < at) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}

/** Rows of a document are stored in their order, so its latest message stands for all. */
function latestOfDocuments({ connections, documents }: Session): Iterable<Connection> {
  const latest = new Map<string, Connection>();
  for (const connection of connections.values()) {
    const document = documents.get(connection.documentId ?? "");
    if (!document || document.recordingFromSeq === null) continue;
    const before = latest.get(document.id)?.lastMessage?.at ?? Number.NEGATIVE_INFINITY;
    if ((connection.lastMessage?.at ?? before) > before) latest.set(document.id, connection);
  }
  return latest.values();
}

async function latestStoredAt(store: StoreReader, tabId: number, id: string): Promise<number> {
  const count = await store.count(tabId, id);
  const [row] = count > 0 ? await store.read(tabId, id, count - 1, 1) : [];
  return row?.at ?? Number.NEGATIVE_INFINITY;
}
