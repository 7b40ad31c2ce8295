import { utf8Of } from "../binary/bytes.ts";
import { Cursor } from "../binary/cursor.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  type Direction,
  describe,
  describeError,
} from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";

export const grpcWebDecoders = {
  "grpc-web": { name: "gRPC-Web", describe: describeGrpcWeb },
} satisfies Decoders;

const DATA = 0;
const TRAILERS = 0x80;
/** A byte of flags and four of length. */
const HEAD_BYTES = 5;
const FINISH_SEND = 1;

/**
 * gRPC-Web over a WebSocket (improbable-eng/grpc-web:client/grpc-web/src/transports/websocket): the
 * page sends its headers, then frames with a zero before each, then a one; the server sends frames.
 */
function describeGrpcWeb(body: Body, direction: Direction): Described {
  if (typeof body === "string") return describePlain(body);
  if (direction === "receive") return describeFrame(body, 0) ?? describeBinary(body);
  if (body.length === 1 && body[0] === FINISH_SEND)
    return describe("finish", "nothing more to send");
  if (body[0] === DATA) return describeFrame(body, 1) ?? describeBinary(body);
  // Names only: what they hold may be credentials.
  const names = [...utf8Of(body).matchAll(/^([\w-]{1,64}): /gm)].map(([, name]) => name);
  return names.length === 0 ? describeBinary(body) : describe("headers", names.join(", "));
}

function describeFrame(bytes: Uint8Array, at: number): Described | null {
  const cursor = new Cursor(bytes, at);
  const flags = cursor.size(1);
  const length = cursor.size(4);
  if (cursor.isCut || (flags !== DATA && flags !== TRAILERS)) return null;
  if (flags === DATA) return describe("data", `data ${length} B`);
  return describeTrailers(utf8Of(bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length)));
}

function describeTrailers(text: string): Described {
  const status = /^grpc-status:\s*(\d{1,3})/im.exec(text)?.[1];
  if (status === undefined || status === "0") {
    return describe("trailers", status === "0" ? "status 0 (OK)" : "trailers");
  }
  const message = /^grpc-message:(.*)$/im.exec(text)?.[1]?.trim() ?? "";
  return describeError("trailers", { code: status, message, retryAfterMs: null });
}
