import { statusInError } from "../../protocol/handshake.ts";
import type { VariantOf } from "../texts/facts-of.ts";
import { APPLE_ERRORS } from "./browser-words/apple-errors.ts";
import { FIREFOX_ERRORS } from "./browser-words/firefox-errors.ts";
import { NET_ERRORS } from "./browser-words/net-errors.ts";
import { SENTENCES } from "./browser-words/sentences.ts";
import { type HandshakeVerdict, judgeBy } from "./browser-words/verdict.ts";
import { WEBKIT_WORDS } from "./browser-words/webkit-words.ts";

/** A sentence may quote an error's name, and says more than it. */
const ROWS = [...SENTENCES, ...APPLE_ERRORS, ...WEBKIT_WORDS, ...NET_ERRORS, ...FIREFOX_ERRORS];

/** Cloudflare's own statuses (developers.cloudflare.com, 5xx errors): what failed between it and its origin. */
const EDGE_VARIANTS: Record<number, VariantOf<"handshake-server-error">> = {
  521: "edge-refused",
  522: "edge-unreachable",
  523: "edge-unreachable",
  524: "edge-slow",
  525: "edge-tls",
  526: "edge-tls",
};

/** What an HTTP status says; null for the two that are success (101, and 200 where it opened). */
export function judgeStatus(status: number): HandshakeVerdict | null {
  if (status === 101 || !Number.isFinite(status)) return null;
  if (status === 401 || status === 403 || status === 407) {
    return { id: "auth-rejected", variant: `${status}`, status };
  }
  if (status === 404 || status === 410) return { id: "handshake-not-found", status };
  if (status === 429) return { id: "rate-limited", variant: "handshake", status };
  if (status === 200 || status === 426) {
    return { id: "handshake-not-websocket", variant: `${status}`, status };
  }
  if (status === 502) return { id: "handshake-server-error", variant: "upstream", status };
  if (status === 504) return { id: "handshake-server-error", variant: "upstream-slow", status };
  if (status === 503) return { id: "handshake-server-error", variant: "503", status };
  if (status === 500) return { id: "handshake-server-error", status };
  if (status >= 520 && status <= 530) {
    return { id: "handshake-server-error", variant: EDGE_VARIANTS[status] ?? "edge", status };
  }
  if (status >= 300 && status < 400)
    return { id: "handshake-rejected", variant: "redirect", status };
  if (status === 400) return { id: "handshake-rejected", variant: "400", status };
  return { id: "handshake-rejected", status };
}

/** What a browser's words say, or null where they are none that are known. */
export function judgeError(text: string): HandshakeVerdict | null {
  const status = statusInError(text);
  return status === null ? judgeBy(ROWS, text) : judgeStatus(status);
}
