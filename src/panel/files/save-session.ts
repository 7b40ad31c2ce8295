import type { Report } from "../../analysis/finding.ts";
import type { ConnectionId, Session } from "../../session/session.ts";
import { browser } from "../../shared/browser.ts";
import type { StoreReader } from "../../store/store.ts";
import { totalsOf } from "../model/totals.ts";
import { readAll } from "../rows/read-all.ts";
import { awaitRows } from "./await-rows.ts";
import { download, fileName } from "./download.ts";

type Saved = {
  session: Session;
  store: StoreReader | null;
  /** More may arrive while it is written. */
  isLive: boolean;
  report: Report | null;
  nowMs: number;
  withSecrets: boolean;
  /** How much of it is written. */
  onShare(share: number): void;
};

/** Writes the session as a file and hands it to the browser as a download. */
export async function saveSession(saved: Saved) {
  const { session, store, isLive, report, nowMs, withSecrets, onShare } = saved;
  const { writeHarParts } = await import("../../har/write.ts");
  if (store && isLive) await awaitRows(store, session, Date.now);
  const parts: Blob[] = [];
  let writtenCount = 0;
  async function* rowsOf(id: ConnectionId) {
    if (!store) return;
    const endSeq = isLive ? endSeqOf(session, id) : undefined;
    for await (const row of readAll(store, session.tabId, id, endSeq)) {
      writtenCount++;
      yield row;
    }
  }
  const texts = writeHarParts({
    session,
    rowsOf,
    ...(report ? { report } : {}),
    creatorVersion: browser.runtime.getManifest().version,
    exportedAt: nowMs,
    masked: !withSecrets,
  });
  // As blobs, which the browser may keep on disk: a session can be larger than the panel's heap.
  const { messages } = totalsOf(session);
  for await (const text of texts) {
    parts.push(new Blob([text]));
    onShare(Math.min(1, writtenCount / Math.max(1, messages)));
    await pause();
  }
  download(new Blob(parts, { type: "application/json" }), `${fileName(session, nowMs)}.har`);
}

/**
 * Lets the panel draw, and answer clicks: rows in memory come without ever letting go. A timer would
 * do so too, but once a second where the panel's tab is in the background.
 */
const pause = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Where the session ends: a row behind it is in none of the counts that stand in the file. */
function endSeqOf({ connections, documents }: Session, id: ConnectionId): number | undefined {
  return documents.get(connections.get(id)?.documentId ?? "")?.appliedSeq;
}
