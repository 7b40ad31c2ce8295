/** Where this page runs: a panel of DevTools, a tab of its own beside a live tab, or a viewer. */
export type Place =
  | { kind: "devtools"; tabId: number }
  | { kind: "tab"; tabId: number; exportAtOnce: boolean }
  /** `demo`: with a session of the demo in it. */
  | { kind: "viewer"; demo: boolean };

export function findPlace(search: string, inspectedTabId: number | undefined): Place {
  if (inspectedTabId !== undefined) return { kind: "devtools", tabId: inspectedTabId };
  const query = new URLSearchParams(search);
  const tab = query.get("tab");
  if (tab === null || !/^\d+$/.test(tab)) {
    return { kind: "viewer", demo: query.has("demo") };
  }
  return { kind: "tab", tabId: Number(tab), exportAtOnce: query.get("export") === "1" };
}
