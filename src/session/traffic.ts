/**
 * What the checks need of a connection's messages beyond its tallies. It stays bounded however long
 * the connection lives, and costs O(1) a message. All times are epoch ms.
 */

/** Messages of one direction that come back at a steady pace: a candidate for a heartbeat. */
export type Beat = {
  /** What they share: their text (`hash` of it, 0 where it changes), their size and their shape. */
  hash: number;
  sizeBytes: number;
  shape: number;
  count: number;
  firstAt: number;
  lastAt: number;
  /** Mean and sum of squared deviations (Welford) of the gaps between them. */
  gapMeanMs: number;
  gapM2: number;
  longestGapMs: number;
  /** What came back first after each, where the same message keeps coming back. */
  reply: BeatReply | null;
  /**
   * How many in a row nothing has come back for, the latest included: no `reply` where that is
   * known to come (twice at least), else nothing at all.
   */
  unanswered: number;
};

export type BeatReply = {
  hash: number;
  sizeBytes: number;
  shape: number;
  count: number;
  sumMs: number;
  maxMs: number;
  lastAt: number;
};

/** One direction. */
export type Flow = {
  /** Numbers of messages by `SHAPE_*` as index; what was never seen at the end is left out. */
  shapes: number[];
  /**
   * Numbers of messages by size, `MAX_SIZES` steps: index i counts those of under 2^i bytes that no
   * step before it counts, the last one all that are larger. What was never seen at the end is left
   * out, and so are messages of which only sums arrived.
   */
  sizes: number[];
  /** The latest message of a format (JSON, text, binary, digit) new to this direction, after `before` others. */
  newFormat: { at: number; seq: number; shape: number; before: number } | null;
  /** The longest silence of this direction that the connection outlived, from its opening on. */
  longestGap: { ms: number; endedAt: number } | null;
  /** At most `MAX_BEATS`. */
  beats: Beat[];
  /** Small messages that had no room among the beats, to be known when they come back. */
  seenTexts: Sightings;
  seenForms: Sightings;
};

/** When each of the latest keys was last seen, epoch ms; empty until something is noted. */
export type Sightings = { keys: number[]; at: number[] };

/** How long the first message after a send took: a histogram of `ANSWER_BUCKETS` steps. */
export type Answers = {
  count: number;
  /** Index i counts answers of under 2^(i/2) ms; the last one all that took longer. */
  buckets: number[];
  slowest: { ms: number; at: number } | null;
  /** Of the first `FIRST_ANSWERS` alone: how fast it was when all was well. */
  firstSumMs: number;
  firstCount: number;
};

export type Activity = {
  startAt: number;
  /** Doubles whenever `MAX_ACTIVITY` steps are full. */
  stepMs: number;
  send: number[];
  receive: number[];
  sendBytes: number[];
  receiveBytes: number[];
};

export type Traffic = {
  send: Flow;
  receive: Flow;
  /** Watched again from then on, after a pause whose messages nobody saw. */
  watchedFrom: number | null;
  /** The longest time in which nothing went either way that the connection outlived. */
  longestQuiet: { ms: number; endedAt: number } | null;
  answers: Answers;
  /** Messages sent since anything was last received, and when the first of them went. */
  unanswered: { count: number; since: number | null };
  /** `bufferedAmount` after each send: how long it has only grown. */
  buffered: {
    lastBytes: number;
    risingCount: number;
    risingSince: number | null;
    peakAt: number | null;
  };
  activity: Activity | null;
  /** Texts that look like JSON and were parsed, as far as bodies were there and time allowed. */
  json: {
    parsed: number;
    malformed: number;
    firstMalformed: { at: number; seq: number; direction: "send" | "receive" } | null;
    /** The second that the time for parsing is counted in, and how many were parsed in it. */
    secondAt: number | null;
    inSecond: number;
  };
};

export const MAX_BEATS = 6;
export const MAX_SIZES = 28;
export const ANSWER_BUCKETS = 40;
export const FIRST_ANSWERS = 20;
export const MAX_ACTIVITY = 64;

const emptyFlow = (): Flow => ({
  shapes: [],
  sizes: [],
  newFormat: null,
  longestGap: null,
  beats: [],
  seenTexts: { keys: [], at: [] },
  seenForms: { keys: [], at: [] },
});

export const emptyTraffic = (): Traffic => ({
  send: emptyFlow(),
  receive: emptyFlow(),
  watchedFrom: null,
  longestQuiet: null,
  answers: { count: 0, buckets: [], slowest: null, firstSumMs: 0, firstCount: 0 },
  unanswered: { count: 0, since: null },
  buffered: { lastBytes: 0, risingCount: 0, risingSince: null, peakAt: null },
  activity: null,
  json: { parsed: 0, malformed: 0, firstMalformed: null, secondAt: null, inSecond: 0 },
});

/** Whether no message was ever counted. */
export const isEmptyTraffic = ({ activity, watchedFrom }: Traffic): boolean =>
  activity === null && watchedFrom === null;
