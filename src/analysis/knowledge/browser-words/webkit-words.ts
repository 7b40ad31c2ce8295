import type { Row } from "./verdict.ts";

/**
 * What Safari says: in WebKit's own words, and in those of the system's network library, which does
 * the handshake since Safari 15 and keeps the status to itself. Sources: WebKit's
 * Source/WebCore/Modules/websockets; Apple's descriptions of NSURLError and of POSIX errors.
 */
export const WEBKIT_WORDS: readonly Row[] = [
  { pattern: /bad response from the server/i, id: "handshake-failed", variant: "bad-response" },
  {
    pattern: /server with the specified host ?name could not be found/i,
    id: "handshake-dns",
  },
  {
    pattern: /Could not connect to the server/i,
    id: "handshake-unreachable",
    variant: "no-connection",
  },
  { pattern: /connection appears to be offline/i, id: "handshake-unreachable", variant: "offline" },
  {
    pattern:
      /network connection was lost|Socket is not connected|Software caused connection abort/i,
    id: "handshake-unreachable",
    variant: "closed",
  },
  {
    pattern: /request timed out|Operation timed out/i,
    id: "handshake-timeout",
    variant: "browser",
  },
  {
    pattern: /certificate for this server (?:has expired|is not yet valid)/i,
    id: "handshake-tls",
    variant: "date",
  },
  {
    pattern: /certificate for this server (?:is invalid|was signed by an unknown)/i,
    id: "handshake-tls",
    variant: "authority",
  },
  {
    pattern:
      /An SSL error has occurred|secure connection to the server cannot be made|TLS error caused/i,
    id: "handshake-tls",
  },
  {
    pattern: /in (?:a )?header (?:name|value)\b|No response code found|has not terminated/i,
    id: "handshake-not-websocket",
    variant: "header-value",
  },
];
