import { readVarint } from "../binary/varint.ts";
import type { Decoders } from "../decoder.ts";
import { type Body, type Described, describe, describeError } from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";

export const livekitDecoders = {
  livekit: { name: "LiveKit", describe: describeLiveKit },
} satisfies Decoders;

/** livekit/protocol:protobufs/livekit_rtc.proto (SignalResponse): field 8, with a length. */
const LEAVE = 0x42;
/** The same file: LeaveRequest.reason; 1 is whether to come back, in older servers. */
const REASON = 0x10;
const CAN_RECONNECT = 0x08;
const ACTION = 0x18;
const RESUME = 1;

/** livekit/protocol:protobufs/livekit_models.proto (DisconnectReason): its name, and what it is. */
const REASONS: Record<number, readonly [name: string, words: string]> = {
  2: ["DUPLICATE_IDENTITY", "another participant with the same identity joined the room"],
  3: ["SERVER_SHUTDOWN", "the server is shutting down"],
  4: ["PARTICIPANT_REMOVED", "this participant was removed from the room"],
  5: ["ROOM_DELETED", "the room was deleted"],
  6: ["STATE_MISMATCH", "the server cannot resume this session"],
  7: ["JOIN_FAILURE", "the media connection was not established"],
  8: ["MIGRATION", "the server moves this participant to another one"],
  10: ["ROOM_CLOSED", "the room was closed: everybody had left"],
  14: ["CONNECTION_TIMEOUT", "the participant's session timed out"],
  15: ["MEDIA_FAILURE", "the media stream failed or timed out"],
};

/** LiveKit's signals, in protobuf: of what the server says, only why it sends somebody away. */
function describeLiveKit(body: Body, direction: "send" | "receive"): Described {
  if (typeof body === "string") return describePlain(body);
  const leave = direction === "receive" ? readLeave(body) : null;
  if (!leave) return describeBinary(body);
  const [name, words] = REASONS[leave.reason] ?? [];
  if (name === undefined || words === undefined || leave.action === RESUME) {
    return describe("leave", "leave");
  }
  return describeError("leave", { code: name, message: words, retryAfterMs: null });
}

function readLeave(bytes: Uint8Array): { reason: number; action: number } | null {
  const length = bytes[0] === LEAVE ? readVarint(bytes, 1) : null;
  if (!length || length.next + length.value !== bytes.length) return null;
  const told = { reason: 0, action: 0 };
  for (let at = length.next; at < bytes.length; ) {
    const key = bytes[at];
    // What follows them is the list of regions.
    if (key !== CAN_RECONNECT && key !== REASON && key !== ACTION) break;
    const value = readVarint(bytes, at + 1);
    if (!value) return null;
    if (key === REASON) told.reason = value.value;
    if (key === ACTION) told.action = value.value;
    at = value.next;
  }
  return told;
}
