import type { Message } from "./fold.ts";
import type { Beat, BeatReply, Flow } from "./traffic.ts";

/**
 * Tells the beats of a flow what came the other way. `before`: when something last had come from
 * there, because only what came first can be a reply that is not known yet.
 */
export function noteReply(flow: Flow, message: Message, before: number | null): void {
  for (const beat of flow.beats) {
    if (beat.unanswered === 0) continue;
    const { reply } = beat;
    if (reply && isSame(reply, message)) {
      countReply(beat, reply, message);
    } else if ((before === null || before <= beat.lastAt) && !isKnown(beat)) {
      beat.reply = createReply(message, Math.max(0, message.at - beat.lastAt));
      beat.unanswered = 0;
    }
  }
}

/** Something came, nobody knows what: no beat is to be called unanswered for that. */
export function forgiveUnanswered(flow: Flow): void {
  for (const beat of flow.beats) beat.unanswered = 0;
}

/** Its text may change, as with a time stamp in it. */
const isSame = (reply: BeatReply, { sizeBytes, shape }: Message): boolean =>
  reply.sizeBytes === sizeBytes && reply.shape === shape;

/** Came twice, and half of the time: other traffic in between is not taken for it. */
const isKnown = ({ reply, count }: Beat): boolean =>
  reply !== null && reply.count >= 2 && reply.count * 2 >= count;

function countReply(beat: Beat, reply: BeatReply, { at, hash }: Message): void {
  const ms = Math.max(0, at - beat.lastAt);
  if (reply.hash !== hash) reply.hash = 0;
  reply.count++;
  reply.sumMs += ms;
  if (ms > reply.maxMs) reply.maxMs = ms;
  reply.lastAt = at;
  beat.unanswered = 0;
}

const createReply = ({ at, hash, sizeBytes, shape }: Message, ms: number): BeatReply => ({
  hash,
  sizeBytes,
  shape,
  count: 1,
  sumMs: ms,
  maxMs: ms,
  lastAt: at,
});
