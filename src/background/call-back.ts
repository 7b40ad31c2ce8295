import { leaveDocument } from "./leave-document.ts";
import { reachDocument } from "./reach-document.ts";
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
    void reachDocument(tab.id, documentId).then((isThere) => {
      if (isThere || tab.bridges.has(documentId)) return;
      // What it said while it left may have been lost with the worker.
      const wasHeard = false;
      void leaveDocument(tabs, tab, { documentId, at: Date.now(), wasHeard });
    });
  }
}
