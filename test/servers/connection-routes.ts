/** Faults after the connection has opened, and connections without one. */
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { acceptRaw, acceptWebSocket } from "./accept.ts";
import {
  CONTINUATION,
  encodeClose,
  encodeFrame,
  OVERSIZE,
  RESERVED_OPCODE,
  TEXT,
} from "./frame.ts";
import { countTo, flood, push } from "./traffic.ts";
import { numberAt, type Route, type Visit } from "./visit.ts";

export function echo(connection: WebSocket): void {
  connection.on("message", (data, isBinary) => connection.send(data, { binary: isBinary }));
}

/** What RFC 6455 §7.4 and the IANA registry let a server put in a close frame. */
const canBeSent = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
  (code >= 3000 && code <= 4999);

/** 1005 closes without a code; a code that must not travel is sent all the same. */
function close(connection: WebSocket, { socket }: Visit, code: number, reason: string): void {
  if (code === 1005) connection.close();
  else if (canBeSent(code)) connection.close(code, reason);
  else socket.write(encodeClose(code, reason));
}

const sendRaw = (visit: Visit, frame: Buffer): void => {
  acceptRaw(visit);
  visit.socket.write(frame);
};

/** Late enough for a browser to have told its page that the connection is open. */
const SOON_MS = 50;

const BAD_FRAMES: Record<string, Buffer> = {
  "reserved-bits": encodeFrame(TEXT, Buffer.from("rain"), { reservedBits: true }),
  "reserved-opcode": encodeFrame(RESERVED_OPCODE, Buffer.from("rain")),
  masked: encodeFrame(TEXT, Buffer.from("rain"), { masked: true }),
  continuation: encodeFrame(CONTINUATION, Buffer.from("rain")),
  oversize: OVERSIZE,
  "two-closes": Buffer.concat([
    encodeFrame(TEXT, Buffer.from('{"type":"x"}')),
    encodeClose(1008, "Publishing not allowed."),
    encodeClose(1008, "Publishing not allowed."),
  ]),
  /** A second handler of "upgrade" answers within what the first has opened. */
  http: Buffer.from("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
  /** The first message has no end. */
  fragments: Buffer.concat([
    Buffer.from([TEXT, 4]),
    Buffer.from("rain"),
    encodeFrame(TEXT, Buffer.from("snow")),
  ]),
  compressed: Buffer.concat([Buffer.from([0xc0 | TEXT, 4]), Buffer.from("rain")]),
  "close-of-one-byte": Buffer.from([0x88, 1, 3]),
};

export const connectionRoutes: Record<string, Route> = {
  echo: (visit) => acceptWebSocket(visit, echo),

  /** Accepts, and never says a word. */
  silent: (visit) => acceptWebSocket(visit, () => {}),

  /** /close/:code/:reason? */
  close: (visit) =>
    acceptWebSocket(visit, (connection) =>
      close(connection, visit, numberAt(visit.args, 0, 1000), visit.args[1] ?? ""),
    ),

  /** /close-after/:ms/:code/:reason? */
  "close-after": (visit) =>
    acceptWebSocket(visit, async (connection) => {
      echo(connection);
      await sleep(numberAt(visit.args, 0, 1_000));
      close(connection, visit, numberAt(visit.args, 1, 1000), visit.args[2] ?? "");
    }),

  /** /close-on-message/:code/:reason? */
  "close-on-message": (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.once("message", () =>
        close(connection, visit, numberAt(visit.args, 0, 1000), visit.args[1] ?? ""),
      );
    }),

  /** /error-then-close/:code/:message. Says what is wrong in a message of its own, then closes. */
  "error-then-close": (visit) =>
    acceptWebSocket(visit, (connection) => {
      connection.send(JSON.stringify({ type: "error", error: { message: visit.args[1] ?? "" } }));
      close(connection, visit, numberAt(visit.args, 0, 1011), "");
    }),

  /** /drop/:ms? Ends the TCP connection in order, but without a close frame. */
  drop: (visit) =>
    acceptWebSocket(visit, async (connection) => {
      echo(connection);
      await sleep(numberAt(visit.args, 0, SOON_MS));
      visit.socket.destroy();
    }),

  /** /reset/:ms? Ends it with a TCP reset. */
  reset: (visit) =>
    acceptWebSocket(visit, async (connection) => {
      echo(connection);
      await sleep(numberAt(visit.args, 0, SOON_MS));
      visit.socket.resetAndDestroy();
    }),

  /** /idle-cut/:ms. Echoes; after so long without traffic it cuts, as an impatient proxy does. */
  "idle-cut": (visit) =>
    acceptWebSocket(visit, (connection) => {
      echo(connection);
      visit.socket.setTimeout(numberAt(visit.args, 0, 4_000), () => visit.socket.destroy());
    }),

  /** Opens, but never answers a close frame. */
  "hang-close": (visit) => acceptRaw(visit),

  "bad-utf8": (visit) => sendRaw(visit, encodeFrame(TEXT, Buffer.from([0xc3, 0x28]))),

  /** /bad-frame/:kind?, one of `BAD_FRAMES`. */
  "bad-frame": (visit) => {
    const kind = visit.args[0] ?? "reserved-bits";
    const frame = BAD_FRAMES[kind];
    if (frame) sendRaw(visit, frame);
    else visit.socket.destroy(new Error(`no bad frame is called ${kind}`));
  },

  /** /count/:n. Answers when so many messages have come. */
  count: (visit) =>
    acceptWebSocket(visit, (connection) => countTo(connection, numberAt(visit.args, 0, 1_000))),

  /** /flood/:n/:bytes/binary?. Sends n messages as fast as they go; each begins with its number. */
  flood: (visit) =>
    acceptWebSocket(visit, (connection) => {
      echo(connection);
      const binary = visit.args[2] === "binary";
      void flood(connection, numberAt(visit.args, 0, 1_000), numberAt(visit.args, 1, 128), binary);
    }),

  /** /push/:ms. One small reading every so often. */
  push: (visit) =>
    acceptWebSocket(visit, (connection) => {
      echo(connection);
      push(connection, numberAt(visit.args, 0, 1_000));
    }),

  /** /big/:bytes. One message of this size. */
  big: (visit) =>
    acceptWebSocket(visit, (connection) => {
      echo(connection);
      connection.send("x".repeat(numberAt(visit.args, 0, 1_048_576)));
    }),

  /** /limit/:bytes. Closes with 1009 when a message is larger. */
  limit: (visit) => acceptWebSocket(visit, echo, { maxPayload: numberAt(visit.args, 0, 1_024) }),
};
