import type { Beat, Flow, Talk, Traffic } from "../../session/traffic.ts";

/**
 * The same facts without the texts' hashes: a short secret could be found by trying all. Which
 * messages are alike is kept, by numbers in place of the hashes; `of`: whose session it is, within
 * which what was said on one connection is found again on another.
 */
export function redactTraffic(traffic: Traffic, of: object): Traffic {
  const numberOf = createNumbers();
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
  const { send, receive, pairs, talk } = traffic;
  const contentOf = contentsOf(of);
  return {
    ...traffic,
    send: redactFlow(send),
    receive: redactFlow(receive),
    pairs: {
      ...pairs,
      pending: pairs.pending.map((one) => ({ ...one, content: contentOf(one.content) })),
    },
    talk: redactTalk(talk, contentOf),
  };
}

const redactTalk = (talk: Talk, contentOf: (hash: number) => number): Talk => ({
  ...talk,
  subscriptions: talk.subscriptions.map((one) => ({ ...one, key: contentOf(one.key) })),
  sent: talk.sent.map((one) => ({ ...one, content: contentOf(one.content) })),
});

function createNumbers(): (hash: number) => number {
  const numbers = new Map<number, number>([[0, 0]]);
  return (hash) => {
    const number = numbers.get(hash) ?? numbers.size;
    numbers.set(hash, number);
    return number;
  };
}

/** What was said on one connection is looked for on the next: a session has one row of numbers. */
const contents = new WeakMap<object, (hash: number) => number>();

function contentsOf(of: object): (hash: number) => number {
  const known = contents.get(of) ?? createNumbers();
  contents.set(of, known);
  return known;
}
