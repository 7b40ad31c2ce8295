/** Between the background and the devtools page of a tab, whose port is named `devtools:<tabId>`. */
import type { SeenHandshake } from "./handshake.ts";

export type FromDevtools =
  | { kind: "handshakes"; handshakes: SeenHandshake[] }
  /** A request that the background expected: the one that a probe made. */
  | { kind: "request"; url: string; status: number | null; error: string | null };

export type ToDevtools =
  /** A socket has opened: its handshake can be read now. */
  | { kind: "ask" }
  /** DevTools copies every message with every handshake: stop while there are too many. */
  | { kind: "pause"; on: boolean }
  | { kind: "expect"; url: string };
