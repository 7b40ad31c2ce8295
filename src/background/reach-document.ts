import type { ToBridge } from "../protocol/envelope.ts";
import { browser } from "../shared/browser.ts";

/**
 * Calls the bridge of a document, which then opens a port if it has none. False where the document
 * does not exist any more, or is in the back/forward cache.
 */
export const reachDocument = (tabId: number, documentId: string): Promise<boolean> =>
  browser.tabs.sendMessage(tabId, { kind: "call-back" } satisfies ToBridge, { documentId }).then(
    () => true,
    () => false,
  );
