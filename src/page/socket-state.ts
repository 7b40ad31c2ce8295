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
  /** Null once they were given away: the page may go on calling `send` after the end. */
  last: LastBody[] | null;
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
  const { last } = state;
  if (last === null) return;
  const place = state.samples++ % LAST_SAMPLES;
  const send = (direction & ROW_SEND) !== 0;
  const sample = last[place];
  if (sample === undefined) {
    last[place] = bare({ seq, at, send, body });
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
  const { last } = state;
  if (last === null) return;
  for (let i = 0; i < last.length; i++) {
    const sample = last[i] as LastBody;
    const { seq, send, body } = sample;
    if (send && seq >= fromSeq && typeof body === "string") sample.body = ownText(body);
  }
}

/** The last bodies of a socket, oldest first; the socket is over, so they are given away. */
export function lastSamples(state: SocketState): LastBody[] {
  const list = bareList<LastBody>();
  const { last, samples } = state;
  if (last === null) return list;
  for (let i = 0; i < LAST_SAMPLES; i++) {
    const sample = last[(samples + i) % LAST_SAMPLES];
    if (sample) list[list.length] = sample;
  }
  state.last = null;
  return list;
}
