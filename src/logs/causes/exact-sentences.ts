/** Sentences that say so much that they go before any other; of TLS and of who stopped first. */
import type { Blame, CauseKind } from "../record.ts";

/** `signs`: any of these stands in the line, whatever the case of its letters; `*` for some words between. */
export type Row = { by: Blame | null; kind: CauseKind; signs: string[]; words: string };

/** The first that fits; more exact ones first. */
export const EXACT_SENTENCES: Row[] = [
  // Who reads from one side and cannot go on tells of that side.
  {
    by: "client",
    kind: "client-lost",
    signs: ["Error when copying from client to backend"],
    words: "the client's connection broke",
  },
  {
    by: "server",
    kind: "upstream-lost",
    signs: ["Error when copying from backend to client"],
    words: "the connection to the upstream broke",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: ["client timed out * while proxying upgraded connection", "ERRORINFO_CLIENT_TIMED_OUT"],
    words: "the client took no data for as long as the proxy waits (nginx: send_timeout)",
  },
  {
    by: "self",
    kind: "no-upstream",
    signs: ["AH02439"],
    words: "the upstream's address in its configuration is none",
  },
  {
    by: "self",
    kind: "idle-limit",
    signs: ["upstream timed out * while proxying upgraded connection"],
    words: "nothing passed for as long as nginx waits (proxy_read_timeout, or proxy_send_timeout)",
  },
  {
    by: "server",
    kind: "connect-timeout",
    signs: ["upstream timed out * while connecting to upstream"],
    words: "the upstream did not accept the connection in time (proxy_connect_timeout)",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: ["upstream timed out * while SSL handshaking"],
    words: "the TLS handshake with the upstream took too long",
  },
  {
    by: "server",
    kind: "answer-timeout",
    signs: ["upstream timed out", "ERRORINFO_UPSTREAM_TIMED_OUT"],
    words: "the upstream did not answer in time (proxy_read_timeout)",
  },
  {
    by: "client",
    kind: "client-lost",
    signs: [
      "client * prematurely closed connection",
      "client prematurely closed connection",
      "client * closed connection",
      "client closed connection",
      "context canceled",
      "499 client closed request",
      "aborting with incomplete response",
      "ERRORINFO_CLIENT_CLOSED_REQUEST",
    ],
    words: "the client left",
  },
  {
    by: "server",
    kind: "no-upstream",
    signs: ["no live upstreams", "ERRORINFO_UPSTREAM_NO_LIVE"],
    words: "each of the upstreams is held for dead after failures",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: ["certificate has expired", "certificate is not yet valid"],
    words: "TLS to the upstream failed: its certificate is over, or not valid yet",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: [
      "upstream SSL certificate does not match",
      "x509: certificate is valid for",
      "x509: certificate is not valid for",
      "AH02411",
    ],
    words: "TLS to the upstream failed: its certificate is for another name",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: [
      "self-signed certificate",
      "self signed certificate",
      "unable to get local issuer certificate",
      "unable to verify the first certificate",
      "certificate signed by unknown authority",
    ],
    words: "TLS to the upstream failed: nobody who is trusted signed its certificate",
  },
  {
    by: "server",
    kind: "tls-upstream",
    signs: [
      "while SSL handshaking to upstream",
      "SSL_do_handshake() failed",
      "SSL_connect",
      "upstream SSL certificate",
      "certificate verify failed",
      "AH00898: Error during SSL Handshake",
      "AH01084 * SSL",
      "AH00961",
      "tls: ",
      "x509: ",
    ],
    words: "TLS to the upstream failed",
  },
];
