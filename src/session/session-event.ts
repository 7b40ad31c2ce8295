import type { WorkerMessages } from "../protocol/devtools-message.ts";
import type { Clock, Mode } from "../protocol/envelope.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import type { Rows } from "../protocol/rows.ts";
import type { ConnectionId, DocumentId, Dropped, Probe, SeenHandshake } from "./session.ts";

/** Everything that can happen to a session. `at`: epoch ms. */
export type SessionEvent =
  | {
      kind: "document-joined";
      at: number;
      documentId: DocumentId;
      frameId: number;
      top: boolean;
      url: string;
      hooked: boolean;
    }
  | { kind: "document-left"; at: number; documentId: DocumentId }
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
  | ({ kind: "worker-messages"; at: number } & WorkerMessages)
  | { kind: "probe"; connectionId: ConnectionId; probe: Probe }
  | { kind: "probe-seen"; at: number; url: string; status: number | null; error: string | null }
  | { kind: "devtools"; at: number; open: boolean }
  | { kind: "handshakes-paused"; on: boolean }
  | { kind: "mode"; at: number; mode: Mode }
  | { kind: "preserve-log"; on: boolean }
  | { kind: "dropped"; dropped: Dropped }
  /** What came by the bridge's port was none of its messages, so many times. */
  | { kind: "forged"; count: number }
  | { kind: "clear"; at: number };
