import type { Finding, FindingId } from "../../analysis/finding.ts";
import { stateInWords } from "../../analysis/state-words.ts";
import type { Connection } from "../../session/session.ts";

/** A failed handshake in the words that fit into a row; the finding has the rest. */
const FAILURES: Partial<Record<FindingId, string>> = {
  "handshake-refused": "handshake failed: refused",
  "handshake-dns": "handshake failed: DNS",
  "handshake-tls": "handshake failed: TLS",
  "handshake-unreachable": "handshake failed: unreachable",
  "handshake-not-websocket": "handshake failed: not a WebSocket",
  "handshake-blocked": "handshake blocked",
  "subprotocol-mismatch": "handshake failed: subprotocol",
  "too-many-sockets": "handshake failed: too many sockets",
};

/** How a connection stands, in a row of the list. */
export function rowState(
  connection: Connection,
  primary: Finding | undefined,
  nowMs: number,
): string {
  const state = stateInWords(connection, nowMs);
  if (connection.open || !connection.end || !primary?.primary) return state;
  // A status says more than the name of what it amounts to.
  const status = connection.handshake?.status ?? 101;
  return status === 101 ? (FAILURES[primary.id] ?? state) : state;
}
