import type { LabServers } from "../../lab-servers.ts";
import { openUntilClosed } from "../../page-actions.ts";
import type { ConnectionTruth, Scenario } from "../../scenario.ts";
import { expectOne } from "../../scenario.ts";

/** What must not be said where DevTools tells what the server answered. */
const VAGUE = ["handshake-failed", "abnormal-closure", "closed-by-page"] as const;

/** A handshake that fails, with DevTools open. */
export const failing = (
  name: string,
  urlOf: (servers: LabServers) => string,
  path: string,
  primary: ConnectionTruth["primary"],
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  devtools: "open",
  run: (page, servers) => openUntilClosed(page, `${urlOf(servers)}${path}`),
  ...more,
  // Whatever the cause is, the page has no connection.
  expect: { health: ["D", "F"], ...(more.expect ?? expectOne(path, primary, [...VAGUE])) },
});

const answered = (
  status: number,
  primary: ConnectionTruth["primary"],
  more?: Partial<Scenario>,
): Scenario =>
  failing(`answered ${status}`, ({ faults }) => faults.url, `/status/${status}`, primary, more);

/** An HTTP answer other than 101. */
export const answers: Scenario[] = [
  answered(200, "handshake-not-websocket"),
  answered(302, "handshake-rejected"),
  answered(400, "handshake-rejected"),
  answered(401, "auth-rejected"),
  answered(403, "auth-rejected"),
  answered(404, "handshake-not-found"),
  answered(407, "auth-rejected"),
  answered(410, "handshake-not-found"),
  answered(426, "handshake-not-websocket"),
  answered(429, "rate-limited"),
  answered(500, "handshake-server-error"),
  failing(
    "nginx drops Upgrade",
    ({ nginx }) => nginx.url,
    "/strip/echo",
    "handshake-not-websocket",
  ),
  failing(
    "nginx finds no upstream (502)",
    ({ nginx }) => nginx.url,
    "/dead/echo",
    "handshake-server-error",
  ),
  failing(
    "nginx waits for its upstream in vain (504)",
    ({ nginx }) => nginx.url,
    "/hang",
    "handshake-server-error",
  ),
  failing(
    "HAProxy has no server (503)",
    ({ haproxy }) => haproxy.url,
    "/dead/echo",
    "handshake-server-error",
  ),
  failing("HAProxy limits the rate (429)", ({ haproxy }) => haproxy.url, "/busy/x", "rate-limited"),
];
