/** Caps of a session. Whatever passes one is counted where the user sees it. */
export const MAX_CONNECTIONS = 2_000;
export const MAX_DOCUMENTS = 500;
/** Chromium keeps at most six pages of a tab in its back/forward cache. */
export const MAX_CACHED_PAGES = 6;
export const MAX_LIFECYCLE = 1_000;
export const MAX_CONSTRUCTOR_ERRORS = 200;
export const MAX_DROPPED = 200;
/**
 * An address is kept to this length, and then says how long it was. Servers answer no longer ones
 * unless they are told to: nginx takes 8 KiB of request line, Apache 8,190 bytes.
 */
export const MAX_URL_LENGTH = 8_192;
/** Addresses whose connections are summed up one by one. */
export const MAX_FOLDED_ADDRESSES = 50;
/** Endpoints of which it is kept how their forgotten connections fared. */
export const MAX_FORGOTTEN_ENDPOINTS = 100;
/** What came back in other tabs: many times what two herds need. */
export const MAX_ELSEWHERE = 200;
/** A name has 253 characters at most (RFC 1035 §2.3.4), and a port five after the colon. */
export const MAX_HOST_LENGTH = 259;
export const MAX_UNMATCHED_HANDSHAKES = 500;
export const MAX_PROBES = 10;
/** Of a page's HTTP requests, those that were answered alike counted as one. */
export const MAX_HTTP = 200;
export const FIRST_SAMPLES = 4;
export const LAST_SAMPLES = 8;
/** Of the last samples of a connection that lives and is recorded, together. */
export const MAX_LAST_LENGTH = 8_192;
