import { isWholePacket } from "../../decoders/index.ts";
import { MAX_SAMPLE } from "../../protocol/page-event.ts";
import type { Sample } from "../../session/session.ts";

/**
 * MQTT is a stream of bytes: some brokers (aedes) write one packet in several messages. Puts the
 * parts of one direction together, at the place of the first.
 */
export function joinPackets(samples: readonly Sample[]): Sample[] {
  const joined: Sample[] = [];
  const pending: Partial<Record<Sample["direction"], Sample>> = {};
  for (const sample of samples) {
    const { direction, body } = sample;
    const before = pending[direction];
    if (typeof body === "string" || (before && typeof before.body === "string")) {
      joined.push(sample);
      continue;
    }
    const whole = before ? { ...before, body: concat(before.body, body) } : { ...sample };
    if (before) joined[joined.indexOf(before)] = whole;
    else joined.push(whole);
    // A body that was cut never becomes whole.
    const isDone = body.length >= MAX_SAMPLE || isWholePacket(whole.body as Uint8Array);
    if (isDone) delete pending[direction];
    else pending[direction] = whole;
  }
  return joined;
}

function concat(a: Sample["body"], b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  if (typeof a !== "string") bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
