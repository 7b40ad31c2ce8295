/** The devtools page hears DevTools' own search, and tells the panel's window by a DOM event. */
export const SEARCH_EVENT = "stormglass-search";

/** `action`: "performSearch", "nextSearchResult", "previousSearchResult" or "cancelSearch". */
export type SearchDetail = { action: string; query: string };
