/**
 * How the hook (page's world) and the bridge (isolated world) of one document talk: events on a
 * closed shadow root that only these two hold. `CustomEvent.detail` is cloned from world to world,
 * and delivery is synchronous, so that what is pending when a page goes away still leaves it.
 *
 * The hook runs first, and waits to be asked. The bridge asks once, at document_start, before any
 * script of the page runs, and brings an element to which the hook attaches the root. A page may
 * have put listeners on the document before there was anything in it: it then sees the element, but
 * no page can look into a closed root, nor attach a second one, nor take back a refusal.
 */

import type { PageEvent } from "./page-event.ts";
import type { Rows } from "./rows.ts";

/** On `document`, bridge to hook: a FocusEvent whose `relatedTarget` is the element. */
export const LINK_WANTED = "stormglass:wanted";

/** Hook to bridge, without detail: something waits to be pulled; soon, or now. */
export const LINK_PENDING = "pending";
export const LINK_URGENT = "urgent";
/** Hook to bridge, detail `HookBatch`. The bridge prevents the default of one that it took. */
export const LINK_BATCH = "batch";
/** Bridge to hook, without detail: hand over what is pending. A hook that lives prevents the default. */
export const LINK_PULL = "pull";
/** Bridge to hook, detail `Orders`. */
export const LINK_ORDERS = "orders";

/**
 * On a socket, hook to hook: a page may call the `send` or `close` of one window on a socket of
 * another. The hook of the one sees it, that of the other has the connection. A page that says so
 * itself lies to nobody but itself, as if it had sent what it means nobody to read.
 */
export const LINK_BORROWED = "stormglass:borrowed";

/** `B`: the platform's Blob, a type that pure code does not have. */
export type HookBatch<B> = {
  rows: Rows | null;
  backlog: Rows | null;
  events: PageEvent[];
  /** Bodies to be read outside the page's world, where reading them cannot be seen. */
  blobs: { seq: number; blob: B; maxBytes: number }[];
};
