/** The devtools page hears DevTools' own search, and tells the panel's window by a DOM event. */
export const SEARCH_EVENT = "stormglass-search";

/**
 * `action`: "performSearch", "nextSearchResult", "previousSearchResult" or "cancelSearch" by now; the
 * browser may come to know more, and its types say no more than that it is a text.
 */
export type SearchDetail = { action: string; query: string };
