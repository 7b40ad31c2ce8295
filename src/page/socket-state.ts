import { type Body, ROW_SEND } from "../protocol/rows.ts";
import { bare, bareList } from "./builtins.ts";
import { ownText } from "./measure.ts";

const LAST_SAMPLES = 8;

export type LastBody = { seq: number; at: number; send: boolean; body: Body };

/** What the hook remembers of one socket. It must not hold the socket, which would keep it alive. */
export type SocketState = {
  id: number;
  messages: number;
  /** How many samples `last` was given: bodies of Blobs are not at hand. */
  samples: number;
  last: LastBody[];
  /** Some of `last` may be texts of the page's own. */
  hasPageTexts: boolean;
};

export const createSocketState = (id: number): SocketState =>
  bare({ id, messages: 0, samples: 0, last: bareList<LastBody>(), hasPageTexts: false });

/** Keeps a body as one of the last eight; the places are made once and used again. */
export function addSample(
  state: SocketState,
  seq: number,
  at: number,
  direction: number,
  body: Body,
): void {
  const place = state.samples++ % LAST_SAMPLES;
  const send = (direction & ROW_SEND) !== 0;
  const sample = state.last[place];
  if (sample === undefined) {
    state.last[place] = bare({ seq, at, send, body });
    return;
  }
  sample.seq = seq;
  sample.at = at;
  sample.send = send;
  sample.body = body;
}

/** Copies the page's own texts, of the messages from there on. */
export function ownSamples(state: SocketState, fromSeq: number): void {
  state.hasPageTexts = false;
  for (let i = 0; i < state.last.length; i++) {
    const sample = state.last[i] as LastBody;
    const { seq, send, body } = sample;
    if (send && seq >= fromSeq && typeof body === "string") sample.body = ownText(body);
  }
}

/** The last bodies of a socket, oldest first; the socket is over, so they are given away. */
export function lastSamples(state: SocketState): LastBody[] {
  const list = bareList<LastBody>();
  for (let i = 0; i < LAST_SAMPLES; i++) {
    const sample = state.last[(state.samples + i) % LAST_SAMPLES];
    if (sample) list[list.length] = sample;
  }
  state.last = bareList();
  return list;
}
