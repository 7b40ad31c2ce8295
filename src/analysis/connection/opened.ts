import type { Connection } from "../../session/session.ts";

/** Whether the handshake succeeded; of a page worker's socket only DevTools can tell. */
export const isOpened = ({ open, pageWorker, handshake }: Connection): boolean =>
  open !== null ||
  // Over HTTP/2 (RFC 8441) success is 200, not 101.
  (pageWorker &&
    handshake !== null &&
    !handshake.error &&
    (handshake.status === 101 || handshake.status === 200));

/** A page worker's socket of which DevTools tells neither an answer nor a failure. */
export const isUntold = ({ open, pageWorker, handshake }: Connection): boolean =>
  pageWorker &&
  open === null &&
  (handshake === null ||
    (handshake.status === null && handshake.error === null && !handshake.blanked));
