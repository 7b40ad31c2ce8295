import type { Beat, Flow, Traffic } from "../../session/traffic.ts";

/**
 * The same facts without the texts' hashes: a short secret could be found by trying all. Which
 * messages are alike is kept, by numbers in place of the hashes.
 */
export function redactTraffic(traffic: Traffic): Traffic {
  const numbers = new Map<number, number>([[0, 0]]);
  const numberOf = (hash: number): number => {
    const number = numbers.get(hash) ?? numbers.size;
    numbers.set(hash, number);
    return number;
  };
  const redactBeat = (beat: Beat): Beat => ({
    ...beat,
    hash: numberOf(beat.hash),
    reply: beat.reply && { ...beat.reply, hash: numberOf(beat.reply.hash) },
  });
  const redactFlow = (flow: Flow): Flow => ({
    ...flow,
    beats: flow.beats.map(redactBeat),
    seenTexts: { keys: [], at: [] },
  });
  return { ...traffic, send: redactFlow(traffic.send), receive: redactFlow(traffic.receive) };
}
