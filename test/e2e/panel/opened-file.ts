/** Session files for the viewer: what is shown then stands still, and is the same in each run. */
import type { Page } from "playwright";
import { writeHar } from "../../../src/har/write.ts";
import type { Connection, Session } from "../../../src/session/session.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import type { BrowserHandle } from "../../harness/launch-browser.ts";

/** One message of a connection; `seq` also says which, from 0. */
export function makeStoredRow(
  connection: Connection,
  known: Pick<StoredRow, "seq" | "at" | "body"> & Partial<StoredRow>,
): StoredRow {
  const { id, documentId } = connection;
  const sizeBytes = known.body?.length ?? 0;
  const place = { documentId: documentId ?? "", connectionId: id };
  return { ...place, flags: 0, shape: 0, sizeBytes, bufferedBytes: 0, ...known };
}

export function makeFile(session: Session, rows: readonly StoredRow[] = []) {
  const ends = [...session.connections.values()].map(({ end, createdAt }) => end?.at ?? createdAt);
  const har = writeHar({
    session,
    rowsOf: (wanted) => rows.filter(({ connectionId }) => connectionId === wanted),
    creatorVersion: "1",
    exportedAt: Math.max(...ends) + 60_000,
    masked: false,
  });
  const buffer = Buffer.from(JSON.stringify(har));
  return { name: "session.har", mimeType: "application/json", buffer };
}

/** The viewer with this file in it. */
export async function openInViewer(
  browser: BrowserHandle,
  file: ReturnType<typeof makeFile>,
): Promise<Page> {
  const viewer = await browser.openPanelPage();
  // The harness leaves the window to the machine; a low one has the timeline folded away.
  await viewer.setViewportSize({ width: 1280, height: 720 });
  await viewer.locator("input[type=file]").first().setInputFiles(file);
  return viewer;
}
