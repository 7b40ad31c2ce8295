import type { Runtime } from "webextension-polyfill";

/** Our pages' ports, each of one tab. */
type TabPort = "devtools" | "view" | "rows";

/** Of the options page, about all tabs. */
export const STORED_PORT = "stored";

/** Whoever connects to the background: a content script, whose tab the browser itself names, or a page of ours. */
export type PortName = "bridge" | typeof STORED_PORT | `${TabPort}:${number}`;

/** A port that may be closed under us at any moment. */
export function post(port: Runtime.Port, message: unknown): boolean {
  try {
    port.postMessage(message);
    return true;
  } catch {
    return false;
  }
}

/** The tab of a port of this kind; null for any other. */
export function tabOfPort(port: Runtime.Port, kind: TabPort): number | null {
  const [name, id] = port.name.split(":");
  const tabId = Number(id);
  return name === kind && Number.isInteger(tabId) && tabId >= 0 ? tabId : null;
}
