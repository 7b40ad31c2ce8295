import type { Report } from "../analysis/finding.ts";
import type { Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import type { StoreReader } from "../store/store.ts";
import { readAll } from "./read-all.ts";

type Saved = {
  session: Session;
  store: StoreReader | null;
  report: Report | null;
  nowMs: number;
  withSecrets: boolean;
};

/** Writes the session as a file and hands it to the browser as a download. */
export async function saveSession(saved: Saved) {
  const { session, store, report, nowMs, withSecrets } = saved;
  const { writeHarParts } = await import("../har/write.ts");
  const parts: Blob[] = [];
  const texts = writeHarParts({
    session,
    rowsOf: (connectionId) => (store ? readAll(store, session.tabId, connectionId) : []),
    ...(report ? { report } : {}),
    creatorVersion: browser.runtime.getManifest().version,
    exportedAt: nowMs,
    masked: !withSecrets,
  });
  // As blobs, which the browser may keep on disk: a session can be larger than the panel's heap.
  for await (const text of texts) parts.push(new Blob([text]));
  download(new Blob(parts, { type: "application/json" }), `${fileName(session, nowMs)}.har`);
}

export function fileName(session: Session, nowMs: number): string {
  const top = [...session.documents.values()].findLast((document) => document.top);
  const host = /^\w+:\/\/([^/?#]+)/.exec(top?.url ?? "")?.[1]?.replaceAll(/[^\w.-]/g, "-");
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[:T]/g, "-");
  return `stormglass-${host ? `${host}-` : ""}${time}`;
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the blob after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
