import type { Report } from "../analysis/finding.ts";
import type { Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import type { StoredRow, StoreReader } from "../store/store.ts";

type Saved = {
  session: Session;
  store: StoreReader | null;
  report: Report | null;
  nowMs: number;
  withSecrets: boolean;
};

/** Rows read at once while a file is written. */
const READ_ROWS = 500;

/** Writes the session as a file and hands it to the browser as a download. */
export async function saveSession({ session, store, report, nowMs, withSecrets }: Saved) {
  const { writeHarParts } = await import("../har/write.ts");
  const parts: Blob[] = [];
  const texts = writeHarParts({
    session,
    rowsOf: (connectionId) => readAll(store, session.tabId, connectionId),
    ...(report ? { report } : {}),
    creatorVersion: browser.runtime.getManifest().version,
    exportedAt: nowMs,
    masked: !withSecrets,
  });
  // As blobs, which the browser may keep on disk: a session can be larger than the panel's heap.
  for await (const text of texts) parts.push(new Blob([text]));
  download(new Blob(parts, { type: "application/json" }), fileName(session, nowMs));
}

async function* readAll(
  store: StoreReader | null,
  tabId: number,
  connectionId: string,
): AsyncGenerator<StoredRow> {
  if (!store) return;
  for (let from = 0; ; from += READ_ROWS) {
    const rows = await store.read(tabId, connectionId, from, READ_ROWS);
    yield* rows;
    if (rows.length < READ_ROWS) return;
  }
}

export function fileName(session: Session, nowMs: number): string {
  const top = [...session.documents.values()].findLast((document) => document.top);
  const host = /^\w+:\/\/([^/?#]+)/.exec(top?.url ?? "")?.[1]?.replaceAll(/[^\w.-]/g, "-");
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[:T]/g, "-");
  return `stormglass-${host ? `${host}-` : ""}${time}.har`;
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the blob after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
