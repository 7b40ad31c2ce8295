import type { DocumentId, PageStop } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/** A document does not answer any more. One that did not say that it leaves may have been stopped. */
export async function leaveDocument(
  tabs: Tabs,
  tab: Tab,
  documentId: DocumentId,
  at: number,
): Promise<void> {
  const isUnexplained = tab.session.documents.get(documentId)?.state === "live";
  tabs.apply(tab, { kind: "document-left", at, documentId });
  const how = isUnexplained ? await howPageStopped(tab.id) : null;
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
