import { browser } from "../shared/browser.ts";
import { leaveDocument } from "./leave-document.ts";
import type { Tab } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

/**
 * A worker that was stopped lost its ports, and a document with nothing to tell does not come back
 * by itself. Each is called, so that a change of mode reaches it; one that does not exist any more
 * went away while nobody listened.
 */
export function callBack(tabs: Tabs, tab: Tab): void {
  for (const { id: documentId, state } of tab.session.documents.values()) {
    if (state !== "live" || tab.bridges.has(documentId)) continue;
    browser.tabs.sendMessage(tab.id, "call back", { documentId }).catch(() => {
      if (tab.bridges.has(documentId)) return;
      void leaveDocument(tabs, tab, documentId, Date.now());
    });
  }
}
