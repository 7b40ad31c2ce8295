import type { WorkerMessages } from "../protocol/devtools-message.ts";
import type { Clock, Mode } from "../protocol/envelope.ts";
import type { HttpRequest } from "../protocol/http-request.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import type { Rows } from "../protocol/rows.ts";
import type { Overrides } from "./overrides.ts";
import type {
  ConnectionId,
  DocumentId,
  Dropped,
  PageStop,
  Probe,
  Return,
  SeenHandshake,
} from "./session.ts";

/** Everything that can happen to a session. `at`: epoch ms. */
export type SessionEvent =
  | {
      kind: "document-joined";
      at: number;
      documentId: DocumentId;
      /** When its scripts could first run; `at` where that is not known. */
      shownAt?: number;
      frameId: number;
      top: boolean;
      /** Empty while Stormglass is off for the page. */
      url: string;
      hooked: boolean;
      prepared?: boolean;
      visible: boolean;
      online: boolean;
    }
  | { kind: "document-left"; at: number; documentId: DocumentId }
  /** Why a document left without a word, where that is found out. `at`: when it left. */
  | { kind: "document-stopped"; at: number; documentId: DocumentId; how: PageStop }
  | {
      kind: "envelope";
      documentId: DocumentId;
      n: number;
      clock: Clock;
      rows: Rows | null;
      events: PageEvent[];
      damaged: number;
    }
  | { kind: "handshakes"; at: number; handshakes: SeenHandshake[] }
  /** What was taken for a page worker's is the page's own after all. `key`: of its handshake. */
  | { kind: "page-worker-withdrawn"; key: string }
  | ({ kind: "worker-messages"; at: number } & WorkerMessages)
  | { kind: "probe"; connectionId: ConnectionId; probe: Probe }
  | ({ kind: "probe-seen"; at: number; url: string } & Pick<
      Probe,
      "status" | "error" | "headers" | "pages"
    >)
  | { kind: "http"; requests: HttpRequest[] }
  | { kind: "devtools"; at: number; open: boolean }
  | { kind: "handshakes-paused"; at: number; on: boolean }
  | { kind: "mode"; at: number; mode: Mode }
  | { kind: "preserve-log"; on: boolean }
  /** All that the user says of the checklist, instead of what was said before. */
  | { kind: "overrides"; overrides: Overrides }
  | { kind: "dropped"; dropped: Dropped }
  /** What came by the bridge's port was none of its messages, so many times. */
  | { kind: "forged"; count: number }
  /** What came back in other tabs that show pages of the same origin. */
  | { kind: "elsewhere"; returns: Return[] }
  /** `at`: when it was asked for; what came later stays. */
  | { kind: "clear"; at: number };

export type EventOf<K extends SessionEvent["kind"]> = Extract<SessionEvent, { kind: K }>;
