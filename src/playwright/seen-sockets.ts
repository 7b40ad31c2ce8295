/**
 * The sockets of a page as Playwright sees them, from the browser's side: the words for a handshake
 * that failed, and the sockets of workers, where no init script runs.
 */
import type { Page, WebSocket } from "@playwright/test";
import { statusInError } from "../protocol/handshake.ts";
import { hashOfBody, shapeOfBody, utf8Bytes } from "../protocol/measure-body.ts";
import {
  type Body,
  MAX_ROWS,
  makeColumns,
  ROW_BINARY,
  ROW_SEND,
  type Rows,
} from "../protocol/rows.ts";
import { reduce } from "../session/reduce.ts";
import type { Connection, Handshake, Session } from "../session/session.ts";

type Seen = {
  key: string;
  url: string;
  at: number;
  failedAt: number | null;
  error: string | null;
  endedAt: number | null;
  /** The connection that it is; null: none that a page's hook told of, up to now. */
  connection: string | null;
  isTold: boolean;
  frames: Frame[];
  /** Older messages than those. */
  left: { count: number; sizeBytes: number };
};
type Frame = { at: number; send: boolean; body: Body };

/** Of a worker's socket so many messages are kept; of a page's own the hook has them. */
const MAX_FRAMES = MAX_ROWS;
/** And of all sockets of a page together, as long as nobody knows whose they are. */
const MAX_FRAMES_BYTES = 64 * 1024 * 1024;

/** The browser's side and the page's tell of one socket within this time, on a busy machine too. */
const TOGETHER_MS = 5_000;

export function watchSockets(page: Page) {
  const all: Seen[] = [];
  let bytes = 0;
  page.on("websocket", (socket: WebSocket) => {
    const seen: Seen = {
      ...{ key: `playwright-${all.length + 1}`, url: socket.url(), at: Date.now() },
      ...{ failedAt: null, error: null, endedAt: null, connection: null, isTold: false },
      ...{ frames: [], left: { count: 0, sizeBytes: 0 } },
    };
    all.push(seen);
    const take = (send: boolean) => (data: { payload: string | Buffer }) => {
      if (seen.connection !== null) return;
      const frame = frameOf(send, data.payload);
      const size = sizeOf(frame.body);
      bytes += size;
      bytes -= addFrame(seen, frame, bytes > MAX_FRAMES_BYTES ? 0 : MAX_FRAMES);
    };
    socket.on("framesent", take(true));
    socket.on("framereceived", take(false));
    socket.on("socketerror", (error) => {
      seen.failedAt ??= Date.now();
      seen.error ??= error;
    });
    socket.on("close", () => {
      seen.endedAt ??= Date.now();
    });
  });

  return {
    /** Tells the session what it does not know yet. `isOver`: nothing more is to come of the page. */
    tell(session: Session): void {
      const taken = new Set(all.map(({ connection }) => connection));
      const free = [...session.connections.values()].filter(
        ({ id, pageWorker }) => !pageWorker && !taken.has(id),
      );
      for (const seen of all) {
        if (seen.connection === null) {
          const own = free.findIndex(
            ({ url, createdAt }) => url === seen.url && Math.abs(createdAt - seen.at) < TOGETHER_MS,
          );
          if (own >= 0) {
            seen.connection = free.splice(own, 1)[0]?.id ?? null;
            bytes -= sizeOfAll(seen.frames);
            seen.frames = [];
          }
        }
        const connection = session.connections.get(seen.connection ?? "");
        if (connection) tellOwn(session, seen, connection);
      }
      // Whoever is still nobody's was opened where no init script runs.
      const ofWorkers = all.filter(({ connection }) => connection === null);
      if (ofWorkers.length > 0) tellWorkers(session, ofWorkers);
    },
  };
}

function tellOwn(session: Session, seen: Seen, { mark, url }: Connection): void {
  if (seen.error === null || seen.isTold) return;
  seen.isTold = true;
  const handshake = handshakeOf(seen);
  const told = {
    url,
    startedAt: seen.at,
    endedAt: seen.endedAt,
    mark,
    fromWorker: false,
    handshake,
  };
  reduce(session, { kind: "handshakes", at: Date.now(), handshakes: [told] });
}

function tellWorkers(session: Session, seen: readonly Seen[]): void {
  const handshakes = seen.map((one) => ({
    ...{ url: one.url, startedAt: one.at, endedAt: one.endedAt, mark: null, fromWorker: true },
    handshake: { ...handshakeOf(one), ...(one.error === null ? { status: 101 } : {}) },
  }));
  const at = Date.now();
  reduce(session, { kind: "handshakes", at, handshakes });
  for (const { key, endedAt, frames, left } of seen) {
    // All at once, as DevTools tells it: the session takes them one time.
    if (endedAt === null || frames.length === 0) continue;
    reduce(session, { kind: "worker-messages", at, key, rows: [rowsOf(frames)], left });
  }
}

const frameOf = (send: boolean, payload: string | Buffer): Frame => ({
  at: Date.now(),
  send,
  body: typeof payload === "string" ? payload : Uint8Array.from(payload),
});

/** Keeps the newest; gives how many bytes had to go for it. */
function addFrame({ frames, left }: Seen, frame: Frame, most: number): number {
  frames.push(frame);
  let gone = 0;
  while (frames.length > most) {
    const oldest = frames.shift();
    if (!oldest) break;
    left.count++;
    gone += sizeOf(oldest.body);
  }
  left.sizeBytes += gone;
  return gone;
}

const sizeOfAll = (frames: readonly Frame[]): number =>
  frames.reduce((sum, { body }) => sum + sizeOf(body), 0);

const sizeOf = (body: Body): number => (typeof body === "string" ? utf8Bytes(body) : body.length);

function rowsOf(frames: readonly Frame[]): Rows {
  const columns = makeColumns(frames.length);
  for (const [i, { at, send, body }] of frames.entries()) {
    columns.at[i] = at;
    columns.flags[i] = (send ? ROW_SEND : 0) | (typeof body === "string" ? 0 : ROW_BINARY);
    columns.shape[i] = shapeOfBody(body);
    columns.sizeBytes[i] = sizeOf(body);
    columns.hash[i] = hashOfBody(body);
  }
  return { ...columns, firstSeq: 0, bodies: frames.map(({ body }) => body) };
}

const handshakeOf = ({ key, at, failedAt, error }: Seen): Handshake => ({
  ...{ key, at: failedAt ?? at, status: statusInError(error ?? ""), statusText: "", error },
  ...{ blanked: false, requestHeaders: [], responseHeaders: [], remoteAddress: null },
  durationMs: null,
});
