import type { Runtime } from "webextension-polyfill";

/** A port that may be closed under us at any moment. */
export function post(port: Runtime.Port, message: unknown): boolean {
  try {
    port.postMessage(message);
    return true;
  } catch {
    return false;
  }
}

/** The tab of a port named `<kind>:<tabId>`; null for any other name. */
export function tabOfPort(port: Runtime.Port, kind: string): number | null {
  const [name, id] = port.name.split(":");
  const tabId = Number(id);
  return name === kind && Number.isInteger(tabId) && tabId >= 0 ? tabId : null;
}
