import { SEARCH_EVENT, type SearchDetail } from "../../protocol/search-event.ts";
import type { Find } from "./find-model.ts";

/** DevTools' own search field, whose words the devtools page passes on. */
export function hearDevToolsSearch(target: EventTarget, ready: Promise<Find>): void {
  target.addEventListener(SEARCH_EVENT, async (event) => {
    // In this window only our own scripts run, and the devtools page reaches it.
    const { action, query } = (event as CustomEvent<SearchDetail>).detail;
    // What comes before it is there waits in the order in which it came.
    const find = await ready;
    switch (action) {
      case "performSearch":
        find.isOpen.value = true;
        find.setQuery({ text: query, isRegex: false }, "devtools");
        break;
      case "nextSearchResult":
        find.step("next");
        break;
      case "previousSearchResult":
        find.step("previous");
        break;
      case "cancelSearch":
        find.close();
        break;
    }
  });
}

/** In a tab of its own the panel has the browser's Ctrl+F to itself: bodies are not in the page. */
export function hearFindKey(ready: Promise<Find>): void {
  document.addEventListener("keydown", (event) => {
    const isFind = event.key.toLowerCase() === "f" && !event.shiftKey && !event.altKey;
    if (!isFind || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void ready.then((find) => find.open());
  });
}
