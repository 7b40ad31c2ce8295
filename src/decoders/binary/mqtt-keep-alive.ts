import { readVarint } from "./varint.ts";

const CONNECT = 0x10;

/** Seconds, from a CONNECT packet (MQTT 3.1.1 §3.1.2.10); null where it is none. */
export function readKeepAlive(bytes: Uint8Array): number | null {
  const length = bytes[0] === CONNECT ? readVarint(bytes, 1) : null;
  if (length === null) return null;
  const nameAt = length.next;
  const name = ((bytes[nameAt] ?? 0) << 8) | (bytes[nameAt + 1] ?? 0);
  // The protocol's name, its level and the flags stand before it.
  const at = nameAt + 2 + name + 2;
  const high = bytes[at];
  const low = bytes[at + 1];
  return high === undefined || low === undefined ? null : (high << 8) | low;
}
