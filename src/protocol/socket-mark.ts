/**
 * How the hook calls its own function while that constructs a socket, such as "ws 3.7391…": the
 * socket's number, and a random fraction that is its document's. DevTools names the functions that
 * constructed a socket, so that this says which of a page's sockets it speaks of.
 */
export const MARK_PREFIX = "ws ";
export const MAX_MARK = 64;
