import { bytesInWords } from "../binary/bytes.ts";
import { Cursor } from "../binary/cursor.ts";
import { readMsgpack } from "../binary/read-msgpack.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  clip,
  type Described,
  type Direction,
  describe,
  describeError,
  type Farewell,
} from "../described.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, inBrief, isObject, MAX_READ, readJson, readObject } from "../read-json.ts";

export const socketIoDecoders = {
  "socket.io": { name: "Socket.IO", describe: describeSocketIo },
} satisfies Decoders;

/** Engine.IO 4 (docs/engine.io-protocol) with Socket.IO 5 (docs/socket.io-protocol) within it. */
function describeSocketIo(body: Body, direction: Direction): Described {
  if (typeof body !== "string") {
    return describeMsgpack(body, direction) ?? describe("attachment", bytesInWords(body));
  }
  const rest = body.slice(1);
  switch (body[0]) {
    case "0":
      return describeOpen(rest);
    case "1":
      return describe("close", "close of the transport", {
        ...(direction === "receive" ? { farewell: farewell("close packet", "") } : {}),
      });
    case "2":
    case "3": {
      const kind = body[0] === "2" ? "ping" : "pong";
      const isProbe = rest === "probe";
      return describe(isProbe ? `${kind} probe` : kind, isProbe ? `${kind} probe` : kind, {
        isHeartbeat: !isProbe,
      });
    }
    case "4":
      return describePacket(rest, direction);
    case "5":
      return describe("upgrade", "upgrade to this WebSocket");
    case "6":
      return describe("noop", "nothing");
    default:
      return describe("text", body);
  }
}

/** socketio/socket.io-msgpack-parser: a whole packet as one map. */
function describeMsgpack(bytes: Uint8Array, direction: Direction): Described | null {
  const cursor = new Cursor(bytes.subarray(0, MAX_READ));
  const packet = readMsgpack(cursor);
  if (cursor.isBroken || !isObject(packet)) return null;
  const { type, nsp, id, data } = packet;
  const name = typeof type === "number" ? TYPES[type] : undefined;
  if (name === undefined || typeof nsp !== "string") return null;
  return describeTyped(name, nsp, firstWord(id) ?? undefined, data, direction);
}

const farewell = (signal: string, text: string): Farewell => ({
  service: "socket.io",
  signal,
  text,
  reconnect: null,
});

function describeOpen(json: string): Described {
  const open = readObject(json);
  const every = firstWord(open?.pingInterval);
  return describe("open", every === null ? "open" : `open: ping every ${every} ms`);
}

/** The limits that the server states in its open packet; null where this is not one. */
export function readPingLimits(body: Body): { intervalMs: number; timeoutMs: number } | null {
  if (typeof body !== "string" || body[0] !== "0") return null;
  const { pingInterval, pingTimeout } = readObject(body.slice(1)) ?? {};
  return typeof pingInterval === "number" && typeof pingTimeout === "number"
    ? { intervalMs: pingInterval, timeoutMs: pingTimeout }
    : null;
}

const PACKET = /^([0-6])(?:(\d{1,9})-)?(?:(\/[^,]{0,200}),?)?(\d{1,15})?/;
const TYPES = [
  "connect",
  "disconnect",
  "event",
  "ack",
  "connect error",
  "binary event",
  "binary ack",
] as const;

function describePacket(packet: string, direction: Direction): Described {
  const head = PACKET.exec(packet);
  if (!head) return describe("message", packet);
  const [all, digit, , namespace = "/", ack] = head;
  const json = packet.slice(all.length);
  const data = json === "" ? undefined : readJson(json);
  return describeTyped(TYPES[Number(digit)] ?? "event", namespace, ack, data, direction);
}

function describeTyped(
  type: (typeof TYPES)[number],
  namespace: string,
  ack: string | undefined,
  data: unknown,
  direction: Direction,
): Described {
  const where = namespace === "/" ? "" : ` in ${clip(namespace, 60)}`;
  switch (type) {
    case "connect":
      return describe(type, `connect${where}`, direction === "receive" ? { isReady: true } : {});
    case "disconnect": {
      // Leaving one namespace of several ends no connection.
      const ends = direction === "receive" && namespace === "/";
      return describe(type, `disconnect${where}`, {
        ...(ends ? { farewell: farewell("io server disconnect", "") } : {}),
      });
    }
    case "connect error":
      return describeError(type, readConnectError(data));
    default:
      return describeEvent(type, where, ack, Array.isArray(data) ? data : []);
  }
}

/** `{message, data?}`; the application may put a code into `data`. */
function readConnectError(value: unknown) {
  const unknown = { code: null, message: "no further words", retryAfterMs: null };
  const said = readErrorObject(value) ?? unknown;
  const more = isObject(value) ? readErrorObject(value.data) : null;
  return {
    ...said,
    code: said.code ?? more?.code ?? null,
    retryAfterMs: said.retryAfterMs ?? more?.retryAfterMs ?? null,
  };
}

function describeEvent(type: string, where: string, ack: string | undefined, args: unknown[]) {
  const isAck = type.endsWith("ack");
  const name = isAck ? "" : (firstWord(args[0]) ?? "");
  const values = isAck ? args : args.slice(1);
  const shown = values.slice(0, 3).map(inBrief).join(", ");
  const number = ack === undefined ? "" : ` #${ack}`;
  const summary = `${isAck ? type : name}${number}${where} ${shown}`;
  // Socket.IO reserves neither word, but servers (NestJS: "exception") report with them.
  if (/^(error|exception)$/.test(name)) {
    const error = readErrorObject(values[0]);
    if (error) return describeError(type, error);
  }
  return describe(type, summary);
}
