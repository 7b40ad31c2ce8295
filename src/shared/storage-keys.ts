/** Every key of the extension's storage areas; those of `localStorage` are in `panel/ui/remembered.ts`. */

/** In `storage.local`: this browser's. */
export const PAUSED_KEY = "paused";
/** In `storage.local`, and of a private window in `storage.session`. */
export const FILTERS_KEY = "filters";

/** In `storage.sync`, beside one for each switch (`stored-switches.ts`): these follow the user. */
/** Each limit has a key of its own: of two browsers that change two of them, neither undoes the other. */
export const LIMIT_KEY_PREFIX = "limit:";
/** All of them in one, as earlier versions kept them. */
export const LIMITS_KEY = "limits";
export const SITE_KEY_PREFIX = "site:";

/** In `storage.session`: these outlive a worker, and end with the browser. */
export const MEMORY_SITES_KEY = "sites-in-memory";
export const TAB_WISHES_KEY = "tab-wishes";
export const PENDING_PROBES_KEY = "pending-probes";
export const HELD_ROWS_KEY = "held-rows";
export const BELIEVED_ROWS_KEY = "believed-rows";
/** All of a tab's keys are `tab:<tabId>` or begin with `tab:<tabId>:`. */
export const TAB_KEY_PREFIX = "tab:";
