/**
 * HAProxy's termination state: https://docs.haproxy.org/2.6/configuration.html#8.5. The first letter
 * is what ended the session, the second in which phase.
 */
import type { Blame, CauseKind, LogCause } from "../record.ts";

type Row = [by: Blame | null, kind: CauseKind, words: string];

const STATES: Record<string, Row> = {
  "--": [null, "ended", "both sides closed in good order"],
  CD: ["client", "client-lost", "the client's side broke while data passed"],
  SD: ["server", "upstream-lost", "the server's side broke while data passed"],
  cD: [
    "self",
    "idle-limit",
    "nothing came from the client for as long as HAProxy waits (timeout tunnel, or timeout client)",
  ],
  sD: [
    "self",
    "idle-limit",
    "nothing came from the server for as long as HAProxy waits (timeout tunnel, or timeout server)",
  ],
  SC: [
    "server",
    "connect-refused",
    "no connection to the server came about: it refused, or TLS with it failed",
  ],
  sC: [
    "server",
    "connect-timeout",
    "the server did not accept the connection in time (timeout connect)",
  ],
  CC: ["client", "client-lost", "the client left before a server was reached"],
  PC: ["self", "overloaded", "HAProxy may hold no more connections to the server"],
  sQ: ["self", "overloaded", "no server had a free slot in time (timeout queue)"],
  CQ: ["client", "client-lost", "the client left while it waited for a free slot"],
  SQ: ["self", "overloaded", "no server had a free slot"],
  PR: ["self", "denied", "a rule of HAProxy refused the request, or it was no valid HTTP"],
  PT: ["self", "denied", "HAProxy held the request and then refused it (tarpit)"],
  CR: ["client", "client-lost", "the client left before its request was whole"],
  cR: ["self", "handshake-timeout", "the request did not come in time (timeout http-request)"],
  sH: [
    "server",
    "answer-timeout",
    "the server did not answer the handshake in time (timeout server)",
  ],
  SH: ["server", "bad-answer", "the server closed before it had answered the handshake"],
  CH: ["client", "client-lost", "the client left before the server had answered"],
  cH: ["client", "client-lost", "the client fell silent before the server had answered"],
  PH: ["server", "bad-answer", "the server's answer was not valid, or a rule refused it"],
  CL: ["client", "client-lost", "the client left while the last data was on its way"],
  sL: ["self", "idle-limit", "the server fell silent with its last data"],
  SL: ["server", "upstream-lost", "the server's side broke with its last data"],
  cL: ["self", "idle-limit", "the client took its last data too slowly"],
  LR: ["self", "denied", "HAProxy answered by itself"],
};
/** Whatever the phase was. */
const ANY_PHASE: Record<string, Row> = {
  D: ["server", "stopped", "the server was marked down, and its sessions were ended"],
  U: ["self", "stopped", "a preferred server came back, and the backup's sessions were ended"],
  K: ["self", "stopped", "somebody ended the session on HAProxy's admin socket"],
  I: ["self", "failed", "HAProxy found a fault in itself"],
  R: ["self", "overloaded", "a resource of HAProxy was used up: memory, sockets, ports"],
  P: ["self", "denied", "HAProxy ended it: a rule or a limit"],
};

export function readTermination(state: string): LogCause | null {
  if (!/^[-A-Za-z]{2,4}$/.test(state)) return null;
  const sign = state.slice(0, 2);
  const row = STATES[sign] ?? ANY_PHASE[sign[0] ?? ""];
  if (!row) return null;
  const [by, kind, words] = row;
  return { by, kind, sign: state.slice(0, 4), words };
}
