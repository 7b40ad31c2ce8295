import { SEARCH_EVENT, type SearchDetail } from "../protocol/search-event.ts";

/** DevTools' Ctrl+F knows an extension's panel only by way of the devtools page. */
export function forwardSearch(panel: chrome.devtools.panels.ExtensionPanel): void {
  let shown: Window | null = null;
  panel.onShown.addListener((window) => {
    shown = window;
  });
  panel.onSearch.addListener((action, query = "") => {
    const detail: SearchDetail = { action, query };
    shown?.dispatchEvent(new CustomEvent(SEARCH_EVENT, { detail }));
  });
}
