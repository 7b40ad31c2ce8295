import type { DocumentId, DocumentRecord, PageStop } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import { reachDocument } from "./reach-document.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/**
 * A document does not answer any more. One that did not say that it leaves may have been stopped.
 * `wasHeard`: whatever it had to say until then was heard.
 */
export async function leaveDocument(
  tabs: Tabs,
  tab: Tab,
  { documentId, at, wasHeard }: { documentId: DocumentId; at: number; wasHeard: boolean },
): Promise<void> {
  const document = tab.session.documents.get(documentId);
  const isUnexplained = document?.state === "live";
  tabs.apply(tab, { kind: "document-left", at, documentId });
  let how = isUnexplained ? await howPageStopped(tab.id) : null;
  if (!how && isUnexplained && wasHeard) how = await howFrameStopped(tab, document);
  // The tab may have been closed meanwhile.
  if (how && tabs.find(tab.id) === tab) {
    tabs.apply(tab, { kind: "document-stopped", at, documentId, how });
  }
  void tab.save();
}

/** Null: the tab has a process, so it only went to another page, or it is gone itself. */
async function howPageStopped(tabId: number): Promise<PageStop | null> {
  try {
    const { status, discarded } = await browser.tabs.get(tabId);
    if (discarded) return "discarded";
    // Chromium says so of a tab that no process stands behind: crashed, or killed.
    return status === "unloaded" ? "crashed" : null;
  } catch {
    return null;
  }
}

/**
 * A frame that is removed, or goes to another page, says so before its port closes; where its whole
 * page leaves or is cached, the page is not there any more either.
 */
async function howFrameStopped(tab: Tab, { top, page }: DocumentRecord): Promise<PageStop | null> {
  if (top) return null;
  const around = [...tab.session.documents.values()].find((one) => one.top && one.page === page);
  return around && (await reachDocument(tab.id, around.id)) ? "frame-crashed" : null;
}
