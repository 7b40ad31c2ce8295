/** What was recorded of one page under test: the session, its messages, and what was not real. */
import { type Envelope, parseFromBridge } from "../protocol/envelope.ts";
import { numbersAt, type Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import { reduce } from "../session/reduce.ts";
import { type ConnectionId, createSession, type Session } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { createOwnSockets, type OwnSockets } from "./own-sockets.ts";

export type PageRecord = {
  session: Session;
  rows: Map<ConnectionId, StoredRow[]>;
  /** Addresses of sockets that `routeWebSocket` answered itself, in order. */
  mocked: string[];
  /** Of those of which the browser told, and nobody knows whose they are. */
  doubtful: string[];
  /** Those that the page told of, until the browser tells of them too. */
  unseen: OwnSockets;
};

/** Of one page: a test that needs more of them looks at the sockets another way. */
const MAX_BODY_CHARACTERS = 64 * 1024 * 1024;
const MAX_MESSAGES = 100_000;
/** A page says when it began; more than that before it is heard, it did not. */
const LATEST_HELLO_MS = 60_000;

let pages = 0;

export function createPageRecord(nowMs: number): PageRecord & {
  join(hello: Record<string, unknown>, documentId: string, frameId: number): void;
  take(envelope: unknown, documentId: string): void;
} {
  const session = createSession(++pages, nowMs);
  const rows = new Map<ConnectionId, StoredRow[]>();
  const kept = new Map<string, StoredRow>();
  const unseen = createOwnSockets();
  let characters = 0;
  let messages = 0;
  // A test is one story: what a page did before it went to the next belongs to it.
  reduce(session, { kind: "preserve-log", on: true });
  reduce(session, { kind: "mode", at: nowMs, mode: "record" });
  reduce(session, { kind: "devtools", at: nowMs, open: true });

  const keep = (documentId: string, batch: Rows, wall: (at: number) => number) => {
    for (let i = 0; i < batch.at.length; i++) {
      const numbers = numbersAt(batch, i);
      const connectionId = connectionIdOf(documentId, batch.connection[i] ?? 0);
      const seq = batch.firstSeq + i;
      const row: StoredRow = {
        documentId,
        connectionId,
        seq,
        ...numbers,
        at: wall(numbers.at),
        body: null,
      };
      if (++messages > MAX_MESSAGES) {
        dropped(row, "messages");
        continue;
      }
      setBody(row, batch.bodies?.[i] ?? null);
      const list = rows.get(connectionId);
      if (list) list.push(row);
      else rows.set(connectionId, [row]);
      if (row.body === null) kept.set(`${documentId}/${seq}`, row);
    }
  };
  const setBody = (row: StoredRow, body: StoredRow["body"]) => {
    if (body === null) return;
    // One that is refused takes no room from those that come after it.
    if (characters + body.length > MAX_BODY_CHARACTERS) {
      dropped(row, "bodies");
      return;
    }
    characters += body.length;
    row.body = body;
  };
  const dropped = ({ documentId, at, sizeBytes }: StoredRow, what: "bodies" | "messages") =>
    reduce(session, {
      kind: "dropped",
      dropped: { documentId, at, count: 1, sizeBytes, what, why: "retention" },
    });
  const takeEnvelope = (envelope: Envelope, damaged: number, documentId: string) => {
    const { n, clock, rows: batch, backlog, lateBodies, events } = envelope;
    reduce(session, { kind: "envelope", documentId, n, clock, rows: batch, events, damaged });
    const wall = (at: number) => clock.wallMs + (at - clock.monotonicMs);
    for (const event of events) {
      if (event.kind !== "connecting") continue;
      unseen.add({ id: connectionIdOf(documentId, event.id), url: event.url, at: wall(event.at) });
    }
    if (backlog) keep(documentId, backlog, wall);
    if (batch) keep(documentId, batch, wall);
    for (const { seq, body } of lateBodies) {
      const row = kept.get(`${documentId}/${seq}`);
      if (row) setBody(row, body);
    }
  };

  return {
    session,
    rows,
    mocked: [],
    doubtful: [],
    unseen,
    join({ url, top, hooked, visible, online, beganAt }, documentId, frameId) {
      const at = Date.now();
      reduce(session, {
        ...{ kind: "document-joined", at, documentId, frameId, top: top === true },
        shownAt:
          typeof beganAt === "number" ? Math.min(at, Math.max(at - LATEST_HELLO_MS, beganAt)) : at,
        url: typeof url === "string" ? url : "",
        ...{ hooked: hooked === true, prepared: hooked !== true },
        ...{ visible: visible === true, online: online === true },
      });
    },
    take(raw, documentId) {
      const parsed = parseFromBridge(raw);
      if (parsed?.message.kind === "envelope") {
        takeEnvelope(parsed.message, parsed.damaged, documentId);
      } else {
        reduce(session, { kind: "forged", count: 1 });
      }
    },
  };
}
