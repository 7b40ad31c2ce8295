/** Subscriptions, requests and numbers of events: what a break takes from a page. */
import { contentOf, hashOfContent } from "../decoders/talk/content.ts";
import { readFrame } from "../decoders/talk/read-frame.ts";
import { readEnded, readSubscriptions, resumes } from "../decoders/talk/subscriptions.ts";
import { ROW_CUT, ROW_SEND, SHAPE_ARRAY, SHAPE_OBJECT } from "../protocol/rows.ts";
import type { Message } from "./fold.ts";
import { noteNumbered, noteOwnNumbers } from "./numbered.ts";
import { MAX_SENT, MAX_SUBSCRIPTIONS, type Talk } from "./traffic.ts";

/** A page that says more often what it wants to hear has been seen long enough. */
const MAX_FRAME = 16_384;

/** What is read though it is no JSON: nothing that looks like JSON, and all of it. */
export const isFrame = ({ flags, shape, body }: Message): boolean =>
  body !== null &&
  (flags & ROW_CUT) === 0 &&
  shape !== SHAPE_OBJECT &&
  shape !== SHAPE_ARRAY &&
  body.length <= MAX_FRAME;

/** One that is no JSON as a whole. */
export function noteFrame(talk: Talk, message: Message): void {
  const { flags, at, body } = message;
  if (body === null || !isFrame(message)) return;
  const value = readFrame(body);
  if (value !== undefined) noteSaid(talk, value, flags & ROW_SEND ? "send" : "receive", at, false);
}

/** One JSON value, of which a message may have several. */
export function noteSaid(
  talk: Talk,
  value: unknown,
  direction: "send" | "receive",
  at: number,
  isAnswer: boolean,
): void {
  if (resumes(value)) talk.isResumed = true;
  if (direction === "receive") {
    const ended = talk.subscriptions.length > 0 ? readEnded(value) : 0;
    if (ended !== 0) leave(talk, ({ id }) => id === ended);
    if (!isAnswer) noteNumbered(talk, value, hashOfContent);
    return;
  }
  noteOwnNumbers(talk, value);
  for (const { key, id, label, leaves } of readSubscriptions(value)) {
    if (leaves) leave(talk, (one) => (id !== 0 && one.id === id) || one.key === key);
    else if (talk.subscriptions.length < MAX_SUBSCRIPTIONS)
      talk.subscriptions.push({ key, id, label, at, left: false });
    else talk.isCut = true;
  }
}

/** So long a number is nobody else's, on another connection, too: others begin anew at 1. */
const OWN_ID = 8;

/** A request that was sent, by what names it and by what it says. */
export function noteSent(talk: Talk, request: Talk["sent"][number], idLength: number): void {
  if (talk.sent.length < MAX_SENT)
    talk.sent.push({ ...request, id: idLength >= OWN_ID ? request.id : 0 });
  else talk.isCut = true;
}

function leave(talk: Talk, isMeant: (one: Talk["subscriptions"][number]) => boolean): void {
  for (const one of talk.subscriptions) if (!one.left && isMeant(one)) one.left = true;
}

/** All that it says but the number by which its answer names it: of a list that is the second item. */
export const contentHash = (value: unknown): number =>
  hashOfContent(contentOf(Array.isArray(value) ? value.slice(2) : value));
