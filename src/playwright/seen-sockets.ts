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
import { cutUrl } from "../session/cut-url.ts";
import { reduce } from "../session/reduce.ts";
import type { Connection, Handshake, Session } from "../session/session.ts";
import { type OwnSockets, TOGETHER_MS } from "./own-sockets.ts";

type Seen = {
  key: string;
  /** As the session has it. */
  url: string;
  at: number;
  /** The page had one then, or just before: without any, no socket is a worker's. */
  hadWorker: boolean;
  /** Told as a worker's; `over`: with its end. */
  asWorker: "no" | "open" | "over";
  failedAt: number | null;
  error: string | null;
  endedAt: number | null;
  /** The connection that it is; null: none that a page's hook told of, up to now. */
  connection: string | null;
  isTold: boolean;
  frames: Frame[];
  /** Older messages than those. */
  left: { count: number; sizeBytes: number };
  /** Of its frames. */
  bytes: number;
};
type Frame = { at: number; send: boolean; body: Body };

/** Of a worker's socket so many messages are kept; of a page's own the hook has them. */
const MAX_FRAMES = MAX_ROWS;
/** And of all sockets of a page together, as long as nobody knows whose they are. */
const MAX_FRAMES_BYTES = 64 * 1024 * 1024;

export function watchSockets(page: Pick<Page, "on" | "workers">) {
  let all: Seen[] = [];
  let count = 0;
  let bytes = 0;
  let workerGoneAt = Number.NEGATIVE_INFINITY;
  page.on("worker", (worker) =>
    worker.on("close", () => {
      workerGoneAt = Date.now();
    }),
  );
  page.on("websocket", (socket: WebSocket) => {
    const at = Date.now();
    const seen: Seen = {
      ...{ key: `playwright-${++count}`, url: cutUrl(socket.url()), at, asWorker: "no" },
      ...{ hadWorker: page.workers().length > 0 || at - workerGoneAt < TOGETHER_MS },
      ...{ failedAt: null, error: null, endedAt: null, connection: null, isTold: false },
      ...{ frames: [], left: { count: 0, sizeBytes: 0 }, bytes: 0 },
    };
    all.push(seen);
    const take = (send: boolean) => (data: { payload: string | Buffer }) => {
      if (seen.connection !== null || !seen.hadWorker) return;
      bytes += addFrame(seen, frameOf(send, data.payload));
      // Who holds most gives way, so that one socket does not take the room of all others.
      while (bytes > MAX_FRAMES_BYTES) {
        bytes -= dropOldest(all.reduce((most, one) => (one.bytes > most.bytes ? one : most)));
      }
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
  const forgetFrames = (seen: Seen) => {
    bytes -= seen.bytes;
    Object.assign(seen, { frames: [], bytes: 0 });
  };

  return {
    /**
     * Tells the session what it does not know yet; gives the addresses of those that may be anyone's.
     * `knownUntil`: when the page was asked for all that it had, and every frame of it answered;
     * null where one did not, whose the sockets may be.
     */
    tell(session: Session, unseen: OwnSockets, knownUntil: number | null): string[] {
      for (const seen of all) {
        if (seen.connection !== null) continue;
        seen.connection = unseen.take(seen, (id) => session.connections.get(id)?.end?.at ?? null);
        if (seen.connection === null) continue;
        forgetFrames(seen);
        if (seen.asWorker === "no") continue;
        seen.asWorker = "no";
        reduce(session, { kind: "page-worker-withdrawn", key: seen.key });
      }
      for (const seen of all) {
        const connection = session.connections.get(seen.connection ?? "");
        if (connection) tellOwn(session, seen, connection);
      }
      const isWorkers = ({ connection, hadWorker, asWorker, at }: Seen) =>
        connection === null &&
        (asWorker !== "no" ||
          (hadWorker && knownUntil !== null && at <= knownUntil && unseen.isComplete));
      // Once as open, once as over: a session that has forgotten one does not get it back.
      const news = all.filter(
        (seen) => isWorkers(seen) && seen.asWorker !== (seen.endedAt === null ? "open" : "over"),
      );
      if (news.length > 0) tellWorkers(session, news);
      for (const seen of news) {
        seen.asWorker = seen.endedAt === null ? "open" : "over";
        if (seen.endedAt !== null) forgetFrames(seen);
      }
      all = all.filter(({ connection, endedAt }) => connection === null || endedAt === null);
      return all.flatMap((seen) =>
        seen.connection === null && seen.asWorker === "no" ? [seen.url] : [],
      );
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

/** Keeps the newest; gives how many bytes are held more than before. */
function addFrame(seen: Seen, frame: Frame): number {
  const before = seen.bytes;
  seen.frames.push(frame);
  seen.bytes += sizeOf(frame.body);
  while (seen.frames.length > MAX_FRAMES) dropOldest(seen);
  return seen.bytes - before;
}

/** Gives how many bytes went with it. */
function dropOldest(seen: Seen): number {
  const oldest = seen.frames.shift();
  const size = oldest ? sizeOf(oldest.body) : 0;
  seen.bytes -= size;
  seen.left.count++;
  seen.left.sizeBytes += size;
  return size;
}

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
