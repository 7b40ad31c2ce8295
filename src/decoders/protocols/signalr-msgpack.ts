/** SignalR's other protocol: a length, then an array of MessagePack, as often as there are any. */
import { Cursor } from "../binary/cursor.ts";
import { readMsgpack } from "../binary/read-msgpack.ts";
import { readVarint } from "../binary/varint.ts";
import { type JsonObject, MAX_READ } from "../read-json.ts";

const MAX_RECORDS = 50;
/** Of a completion: what its last item is. */
const IS_ERROR = 1;
const FIVE_BYTES = 5;

/** The records as the JSON protocol would have them; null where this is something else. */
export function readSignalRecords(bytes: Uint8Array): JsonObject[] | null {
  const records: JsonObject[] = [];
  for (let at = 0; at < Math.min(bytes.length, MAX_READ) && records.length < MAX_RECORDS; ) {
    const length = readVarint(bytes, at, FIVE_BYTES);
    if (length === null) return null;
    const cursor = new Cursor(bytes.subarray(length.next, length.next + length.value));
    const record = toRecord(readMsgpack(cursor));
    if (cursor.isBroken || record === null) return null;
    records.push(record);
    at = length.next + length.value;
  }
  return records;
}

/** dotnet/aspnetcore:src/SignalR/docs/specs/HubProtocol.md, "MessagePack encoding". */
function toRecord(items: unknown): JsonObject | null {
  if (!Array.isArray(items) || typeof items[0] !== "number") return null;
  const [type, second, invocationId, fourth, fifth] = items;
  switch (type) {
    case 1:
    case 4:
      return { type, invocationId, target: fourth };
    case 3:
      return { type, invocationId, ...(fourth === IS_ERROR ? { error: fifth } : {}) };
    case 7:
      return { type, error: second, allowReconnect: items[2] };
    case 8:
    case 9:
      return { type, sequenceId: second };
    default:
      return { type, invocationId };
  }
}
