/** What can happen to a connection, and what is to be said of it. One connection each. */
import type { Page } from "playwright";
import type { FindingId } from "../../../src/analysis/finding.ts";
import { openUntilClosed } from "../../lab/page-actions.ts";
import type { Expected } from "./agreement.ts";
import type { MatrixServers } from "./matrix-servers.ts";

export type MatrixCase = {
  name: string;
  /** Makes it happen in a fresh page, and resolves when the page has learned of it. */
  run(page: Page, servers: MatrixServers): Promise<void>;
  expect: Expected;
};

/** What a page is told where no close frame came. */
const NO_FRAME = { code: 1006, reason: "", wasClean: false };
/** The browser broke it off, in its own words. */
const BAD_FRAME = /Protocol error: .*the browser's words/;
/** The server's library answers the browser's close frame, though one was sent past it. */
const TWO_CLOSES = /sent two close frames/;
/** No close frame, and not a message before it. */
const AT_ONCE = /Ended at once: /;

/** Enough for the page's patience to be called that, and no more than a test has. */
const PAGE_PATIENCE_MS = 3_100;

/** A page is told the same of every failed handshake. */
const failed = (
  name: string,
  urlOf: (servers: MatrixServers) => string,
  primary: FindingId,
  panel: RegExp,
): MatrixCase => ({
  name,
  run: (page, servers) => openUntilClosed(page, urlOf(servers)),
  expect: { primary, ...NO_FRAME, panel },
});

const refusedWith = (status: number, primary: FindingId, panel: RegExp): MatrixCase =>
  failed(
    `a handshake answered with ${status}`,
    ({ faults }) => `${faults.url}/status/${status}`,
    primary,
    panel,
  );

const closedWith = (
  code: number,
  primary: FindingId,
  panel: RegExp,
  reason = "see you",
): MatrixCase => ({
  name: `a server that closes with ${code}`,
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/close/${code}/${reason}`),
  expect: { primary, code, reason, wasClean: true, panel },
});

/** Opened, then lost. */
const brokenOff = (
  name: string,
  path: string,
  panel: RegExp,
  primary: FindingId = "immediate-disconnect",
): MatrixCase => ({
  name,
  run: (page, { faults }) => openUntilClosed(page, `${faults.url}/${path}`),
  expect: { primary, ...NO_FRAME, panel },
});

/** Opens in the page, waits until it is open, calls close() and waits for the end. */
const closeInPage = (page: Page, url: string, ...given: [number?, string?]): Promise<void> =>
  page.evaluate(
    ([address, args]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => socket.close(...args);
        socket.onclose = () => resolve();
      }),
    [url, given] as const,
  );

/** Closes before an answer can have come, after so many milliseconds. */
const giveUpInPage = (page: Page, url: string, afterMs: number): Promise<void> =>
  page.evaluate(
    ([address, ms]) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(address);
        socket.onclose = () => resolve();
        if (ms === 0) socket.close();
        else setTimeout(() => socket.close(), ms);
      }),
    [url, afterMs] as const,
  );

/** Those that open stand first: Chromium delays the sockets of a page whose handshakes mostly fail. */
export const cases: MatrixCase[] = [
  closedWith(1000, "closed-normally", /Closed normally by 127\.0\.0\.1.*Normal Closure/),
  closedWith(1001, "server-restart", /Server going away: .*Going Away/),
  closedWith(1002, "protocol-error", /Protocol error: .*Peer broke the framing rules/),
  closedWith(1003, "unsupported-data", /Unsupported data: .*cannot accept this data type/),
  closedWith(1005, "closed-normally", /Closed normally by .*No Status/, ""),
  closedWith(1007, "invalid-payload", /Invalid payload: .*1007/),
  closedWith(1008, "policy-violation", /Policy violation: .*1008/),
  closedWith(1009, "message-too-big", /Message too big: .*1009/),
  closedWith(1010, "closed-by-server", /Closed by .* with 1010 Mandatory Extension/),
  closedWith(1011, "server-error", /Server error: .*1011 Internal Error/),
  closedWith(1012, "server-restart", /Server restart: .*1012/),
  closedWith(1013, "server-overloaded", /Server overloaded: .*1013/),
  closedWith(1014, "server-error", /Bad gateway: .*1014/),
  closedWith(3000, "auth-rejected", /Credentials rejected: .* with 3000 Unauthorized/),
  closedWith(3003, "auth-rejected", /Credentials rejected: .* with 3003 Forbidden/),
  closedWith(3008, "closed-by-server", /Closed by .* with 3008 Timeout/),
  closedWith(4000, "closed-by-server", /with 4000 Private use .*known services? uses? 4000/),
  closedWith(4401, "auth-rejected", /Credentials rejected: .* with 4401/),
  closedWith(4999, "closed-by-server", /with 4999 Private use/),
  brokenOff("a close frame with 999, which is no code", "close/999", TWO_CLOSES, "protocol-error"),
  brokenOff(
    "a close frame with 1004, which is reserved",
    "close/1004",
    TWO_CLOSES,
    "protocol-error",
  ),
  brokenOff(
    "a close frame with 1006, which must not travel",
    "close/1006",
    BAD_FRAME,
    "protocol-error",
  ),
  brokenOff(
    "a close frame with 1015, which must not travel",
    "close/1015",
    BAD_FRAME,
    "protocol-error",
  ),
  brokenOff(
    "a close frame with 5000, which is no code",
    "close/5000",
    TWO_CLOSES,
    "protocol-error",
  ),
  brokenOff("a text that is not UTF-8", "bad-utf8", /UTF-8/, "invalid-payload"),
  brokenOff("a masked frame of a server", "bad-frame/masked", BAD_FRAME, "protocol-error"),
  brokenOff("a TCP reset", "reset", AT_ONCE),
  brokenOff("a connection that ends without a close frame", "drop", AT_ONCE),
  {
    name: "a page that closes without a code",
    run: (page, { faults }) => closeInPage(page, `${faults.url}/echo`),
    expect: {
      primary: "closed-by-page",
      code: 1005,
      reason: "",
      wasClean: true,
      panel: /Closed by the page without a code.*Asked forby the page: no code/,
    },
  },
  {
    name: "a page that closes with a code and a reason",
    run: (page, { faults }) => closeInPage(page, `${faults.url}/echo`, 4321, "enough"),
    expect: {
      primary: "closed-by-page",
      code: 4321,
      reason: "enough",
      wasClean: true,
      panel: /Closed by the page with 4321.*Asked forby the page: 4321 “enough”/,
    },
  },
  {
    name: "a page whose close() is answered with another code",
    run: (page, { faults }) => closeInPage(page, `${faults.url}/answer-close/1011`, 4321, "enough"),
    expect: {
      primary: "server-error",
      code: 1011,
      reason: "first",
      wasClean: true,
      panel: /closed with 1011.*Received1011 “first” \(clean\)Asked forby the page: 4321 “enough”/,
    },
  },
  {
    name: "a page that closes while it connects",
    run: (page, { faults }) => giveUpInPage(page, `${faults.url}/slow/500`, 0),
    expect: {
      primary: "closed-by-page",
      ...NO_FRAME,
      panel: /Closed by the page before .* had answered/,
    },
  },
  {
    name: "a handshake without an answer, until the page gives up",
    run: (page, { hanging }) => giveUpInPage(page, `${hanging.url}/hang`, PAGE_PATIENCE_MS),
    expect: {
      primary: "handshake-timeout",
      ...NO_FRAME,
      panel: /No answer: the page gave up on 127\.0\.0\.2.* after 3\.\d s/,
    },
  },
  refusedWith(200, "handshake-not-websocket", /Not a WebSocket endpoint: .* with a page \(200\)/),
  refusedWith(400, "handshake-rejected", /Bad request: .* answered 400/),
  refusedWith(401, "auth-rejected", /Not logged in: .* answered 401/),
  refusedWith(403, "auth-rejected", /Forbidden: .* answered 403/),
  refusedWith(404, "handshake-not-found", /Not found: .* has no \/status\/404 \(404\)/),
  refusedWith(429, "rate-limited", /Rate limited: .* answered 429/),
  refusedWith(500, "handshake-server-error", /Server error: .* answered 500/),
  refusedWith(502, "handshake-server-error", /Bad gateway: .* answered 502/),
  refusedWith(503, "handshake-server-error", /Unavailable: .* answered 503/),
  failed(
    "nothing that listens",
    ({ refusedUrl }) => refusedUrl,
    "handshake-refused",
    /Refused: nothing listens on .*ERR_CONNECTION_REFUSED/,
  ),
  failed(
    "a name that does not resolve",
    () => "ws://weather.invalid/",
    "handshake-dns",
    /Name not found: weather\.invalid.*ERR_NAME_NOT_RESOLVED/,
  ),
  failed(
    "a self-signed certificate",
    ({ selfSigned }) => `${selfSigned.url}/echo`,
    "handshake-tls",
    /TLS failed: .*ERR_CERT_AUTHORITY_INVALID/,
  ),
  failed(
    "a server that does not speak HTTP",
    ({ banner }) => banner.url,
    "handshake-not-websocket",
    /Not a web server: .*ERR_INVALID_HTTP_RESPONSE/,
  ),
  failed(
    "a wrong Sec-WebSocket-Accept",
    ({ faults }) => `${faults.url}/bad-accept`,
    "handshake-not-websocket",
    /Not a proper handshake: .*Sec-WebSocket-Accept/,
  ),
  failed(
    "a subprotocol that was not asked for",
    ({ faults }) => `${faults.url}/subprotocol/rain`,
    "subprotocol-mismatch",
    /Subprotocol not asked for: .*Sec-WebSocket-Protocol/,
  ),
  {
    name: "a content security policy that forbids it, so that no close event comes",
    async run(page, { pages, faults }) {
      await page.goto(`${pages.url}/policy`);
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            new WebSocket(url).onerror = () => resolve();
          }),
        `${faults.url}/echo`,
      );
    },
    expect: {
      primary: "handshake-blocked",
      code: null,
      reason: "",
      wasClean: null,
      panel: /Blocked by the page's content security policy: .*connect-src/,
    },
  },
];
