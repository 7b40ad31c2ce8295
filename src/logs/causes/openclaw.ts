/** Causes that the OpenClaw gateway writes beside a close (src/gateway/server/connection.ts and ws-connection/*.ts). */
import type { Blame, CauseKind, LogCause } from "../record.ts";

type Row = [by: Blame | null, kind: CauseKind, words: string];

const CAUSES: [RegExp, Row][] = [
  [
    /^handshake-timeout$/,
    ["self", "handshake-timeout", "the client did not finish connect in time"],
  ],
  [/^heartbeat-timeout$/, ["client", "client-lost", "no pong came for the gateway's ping"]],
  [
    /unauthorized|^auth-|device-auth|pairing-required|control-ui-insecure-auth|device-(?:identity|required)/,
    ["self", "auth", "the gateway refused the login"],
  ],
  [/origin-mismatch/, ["self", "denied", "the page's origin is not allowed"]],
  [
    /protocol-mismatch|build-mismatch|client-version/,
    ["self", "protocol", "client and gateway speak different versions"],
  ],
  [
    /invalid-handshake|invalid-request|invalid-role|preauth/,
    ["self", "protocol", "the opening was not what the gateway expects"],
  ],
  [/starting|startup|sidecars/, ["self", "overloaded", "the gateway was still starting"]],
  [/slow-consumer/, ["client", "client-lost", "the client read too slowly"]],
  [/restart|shutdown|stopping|suspension/, ["self", "stopped", "the gateway restarted or stopped"]],
  [/payload|too-large/, ["self", "too-big", "a message was larger than the gateway takes"]],
];

export function readOpenclawCause(cause: string): LogCause | null {
  const sign = cause.slice(0, 80);
  for (const [pattern, [by, kind, words]] of CAUSES) {
    if (pattern.test(cause)) return { by, kind, words, sign };
  }
  return cause === "" ? null : { by: "self", kind: "failed", words: "the gateway ended it", sign };
}
