/**
 * Finds messages of one direction that come back at a steady pace, among however many others:
 * which of them keep their place is decided by how much each looks like a heartbeat so far.
 */
import type { Message } from "./fold.ts";
import { recall, remember } from "./sightings.ts";
import { type Beat, type Flow, MAX_BEATS } from "./traffic.ts";

/** A heartbeat with a time stamp and an id in it is still shorter. */
const MAX_BEAT_BYTES = 256;
/** What comes faster is traffic. */
const FASTEST_BEAT_MS = 1_000;
/** Squared coefficient of variation: timers of busy pages are late by a third at most. */
const STEADY_CV2 = 0.1;
/** Half of the places are for texts, half for forms: neither kind pushes the other out. */
const MAX_OF_KIND = MAX_BEATS / 2;
/** Powers of two. Forms are few; texts in a busy stream are as many as it has messages. */
const TEXTS = 256;
const FORMS = 64;

/** From the first to make room to the last. */
const BUSY = 0;
const SINGLE = 1;
const IRREGULAR = 2;
const YOUNG = 3;
const STEADY = 4;

/** Counts a message towards the beat of its text, or else of its size and shape. */
export function noteBeat(flow: Flow, { at, hash, sizeBytes, shape }: Message): void {
  if (sizeBytes > MAX_BEAT_BYTES) return;
  let form: Beat | null = null;
  for (const beat of flow.beats) {
    if (beat.sizeBytes !== sizeBytes || beat.shape !== shape) continue;
    if (beat.hash === 0) {
      form = beat;
    } else if (beat.hash === hash) {
      repeat(beat, at);
      return;
    }
  }
  if (form) repeat(form, at);
  else admit(flow, 0, sizeBytes, shape, at);
  if (hash !== 0) admit(flow, hash, sizeBytes, shape, at);
}

function repeat(beat: Beat, at: number): void {
  const gapMs = Math.max(0, at - beat.lastAt);
  const gaps = beat.count++;
  const offMs = gapMs - beat.gapMeanMs;
  beat.gapMeanMs += offMs / gaps;
  beat.gapM2 += offMs * (gapMs - beat.gapMeanMs);
  if (gapMs > beat.longestGapMs) beat.longestGapMs = gapMs;
  beat.lastAt = at;
  beat.unanswered++;
}

/** Gives a place to a text, or with `hash` 0 to a form, where it deserves one. */
function admit(flow: Flow, hash: number, sizeBytes: number, shape: number, at: number): void {
  const { beats } = flow;
  const place = leastWorth(beats, hash === 0, at);
  if (place === null) {
    beats.push(createBeat(hash, sizeBytes, shape, at));
    return;
  }
  const seenAt = recallBeat(flow, hash, sizeBytes, shape);
  const worth = seenAt === null ? SINGLE : at - seenAt < FASTEST_BEAT_MS ? BUSY : YOUNG;
  const least = beats[place] as Beat;
  const leastWorthNow = worthOf(least, at);
  // Of those that came once, the newest is as good a guess as any.
  if (leastWorthNow > worth || (leastWorthNow === worth && worth !== SINGLE)) {
    rememberBeat(flow, hash, sizeBytes, shape, at);
    return;
  }
  rememberBeat(flow, least.hash, least.sizeBytes, least.shape, least.lastAt);
  const beat = createBeat(hash, sizeBytes, shape, seenAt ?? at);
  if (seenAt !== null) repeat(beat, at);
  beats[place] = beat;
}

/** Of one kind, that is nearest to losing its place; null while there is room for another. */
function leastWorth(beats: readonly Beat[], areForms: boolean, at: number): number | null {
  let count = 0;
  let place = 0;
  let worth = Number.POSITIVE_INFINITY;
  let lastAt = 0;
  for (let i = 0; i < beats.length; i++) {
    const beat = beats[i] as Beat;
    if ((beat.hash === 0) !== areForms) continue;
    count++;
    const candidate = worthOf(beat, at);
    if (candidate > worth || (candidate === worth && beat.lastAt >= lastAt)) continue;
    place = i;
    worth = candidate;
    lastAt = beat.lastAt;
  }
  return count < MAX_OF_KIND ? null : place;
}

function worthOf({ count, gapMeanMs, gapM2, lastAt }: Beat, at: number): number {
  if (count === 1) return SINGLE;
  if (gapMeanMs < FASTEST_BEAT_MS) return BUSY;
  if (count === 2) return at - lastAt > 2 * gapMeanMs ? SINGLE : YOUNG;
  // One that has been steady is kept when it stops: that it stopped is what matters then.
  return gapM2 <= STEADY_CV2 * gapMeanMs * gapMeanMs * (count - 1) ? STEADY : IRREGULAR;
}

/** Positive, and another for each form. */
const formKey = (sizeBytes: number, shape: number): number => shape * 512 + sizeBytes + 1;

const recallBeat = (flow: Flow, hash: number, sizeBytes: number, shape: number): number | null =>
  hash === 0
    ? recall(flow.seenForms, FORMS, formKey(sizeBytes, shape))
    : recall(flow.seenTexts, TEXTS, hash);

function rememberBeat(
  flow: Flow,
  hash: number,
  sizeBytes: number,
  shape: number,
  at: number,
): void {
  if (hash === 0) remember(flow.seenForms, FORMS, formKey(sizeBytes, shape), at);
  else remember(flow.seenTexts, TEXTS, hash, at);
}

const createBeat = (hash: number, sizeBytes: number, shape: number, at: number): Beat => ({
  hash,
  sizeBytes,
  shape,
  count: 1,
  firstAt: at,
  lastAt: at,
  gapMeanMs: 0,
  gapM2: 0,
  longestGapMs: 0,
  reply: null,
  unanswered: 1,
});
