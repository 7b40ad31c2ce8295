import { formatDuration } from "../../words/words.ts";
import { MIN_WAIT_MS } from "../checks/handshake-queued.ts";
import { WAITING_MS } from "../checks/handshake-timeout.ts";
import { LIMIT } from "../checks/too-many-sockets.ts";
import { CHANGE_OF_MIND_MS } from "../connection/expected-end.ts";
import type { Judged } from "./judged.ts";

const BY_WORDS =
  "The connection never opened, and the browser's own words for it name this error. Where DevTools did not see them, what one plain HTTP request to the same address met (“Find out”) stands in for them, and is believed less.";
const NEEDS_DEVTOOLS =
  "A page is told 1006 whatever happened, so without DevTools open during the attempt, and without “Find out”, nothing is known. In Chromium another extension that may watch requests makes the browser's words empty.";
const BY_STATUS =
  "The connection never opened, and the handshake was answered with this HTTP status instead of 101.";

/** Never opened. */
export const ESTABLISHMENT = {
  "handshake-refused": {
    how: BY_WORDS,
    limits: `${NEEDS_DEVTOOLS} A firewall may refuse for a server that runs.`,
  },
  "handshake-dns": {
    how: BY_WORDS,
    limits: `${NEEDS_DEVTOOLS} Whether the name is wrong or its name server is down cannot be told apart.`,
  },
  "handshake-tls": {
    how: BY_WORDS,
    limits: `${NEEDS_DEVTOOLS} Of an error that is not one of the usual ones only the browser's name for it is told.`,
  },
  "handshake-unreachable": {
    how: `${BY_WORDS} That the browser itself was offline at that moment counts as such an error, too.`,
    limits: `${NEEDS_DEVTOOLS} Where on the way it broke the browser does not say.`,
  },
  "handshake-rejected": {
    how: `${BY_STATUS} It is told where the status is none that has a finding of its own, such as 401, 404 or 503.`,
    limits: `Whether the server or a proxy before it answered is not known; the header “server” in the evidence is a hint. ${NEEDS_DEVTOOLS}`,
  },
  "handshake-not-found": {
    how: `${BY_STATUS} That is 404 or 410.`,
    limits: `Some servers answer 404 to whoever is not logged in. ${NEEDS_DEVTOOLS}`,
  },
  "handshake-not-websocket": {
    how: "The connection never opened, and the answer was a page (200), “Upgrade Required” (426), one with wrong upgrade headers, none at all, or no HTTP.",
    limits: `Another service at that address and a proxy that drops the upgrade look alike. ${NEEDS_DEVTOOLS}`,
  },
  "subprotocol-mismatch": {
    how: "The browser says that server and page did not agree on a subprotocol, or the server closed with a code or a reason that says so.",
    limits:
      "Which subprotocols the server would have taken is not known, unless it names them in the reason.",
  },
  "handshake-server-error": {
    how: `${BY_STATUS} That is 500 to 599; 520 to 530 are Cloudflare's own.`,
    limits: `Whose fault a 502, 503 or 504 is stands only in the proxy's log. ${NEEDS_DEVTOOLS}`,
  },
  "handshake-queued": {
    how: `Another handshake with the same host and port was pending when this one was constructed, and held it back for at least ${formatDuration(MIN_WAIT_MS)}; what waits for less has hurt nobody. It explains the end where the page gave up, after at least ${formatDuration(CHANGE_OF_MIND_MS)}, while it still stood in line.`,
    limits:
      "Handshakes of other tabs and of page workers count for the browser, too, and are not seen here.",
  },
  "handshake-blocked": {
    how: "The browser or the page's own policy says that the connection was forbidden: a policy violation event that names the URL, or the browser's words.",
    limits:
      "Rules of the system or of an administrator are seen by their effect only, and not by their name.",
  },
  "handshake-failed": {
    how: "The connection never opened, and nothing says why: no status, no words of the browser that name a cause.",
    limits: NEEDS_DEVTOOLS,
  },
  "invalid-url": {
    how: "The WebSocket constructor threw, or the browser says that it does not take the address.",
    limits: "An exception that the page catches is told all the same: it may be one that is meant.",
  },
  "too-many-sockets": {
    how: `The browser's words say that it has no room for another socket; or the page held ${LIMIT} of them, which is Chromium's limit for one process, and the next one failed at once.`,
    limits: "Tabs of one site may share a process, and the sockets of the others are not counted.",
  },
  "handshake-timeout": {
    how: `The page called close() before an answer came, after at least ${formatDuration(CHANGE_OF_MIND_MS)}; sooner it may have changed its mind. Or the browser gave up, and says so. While it still waits, it is told from ${formatDuration(WAITING_MS)} on, which is longer than any healthy handshake takes. What the browser itself held back is taken off.`,
    limits:
      "A firewall that drops packets and a server that hangs look alike: neither of them answers.",
  },
} as const satisfies Record<string, Judged>;
