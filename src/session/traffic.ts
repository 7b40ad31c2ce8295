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

/** How long answers took: a histogram of `ANSWER_BUCKETS` steps. */
export type Answers = {
  count: number;
  /** Index i counts answers of under 2^(i/2) ms; the last one all that took longer. */
  buckets: number[];
  slowest: { ms: number; at: number } | null;
  /** Of the first `FIRST_ANSWERS` alone: how fast it was when all was well. */
  firstSumMs: number;
  firstCount: number;
};

/** Requests and answers that name each other. Names are kept as hashes: they may say who somebody is. */
export type Pairs = {
  /**
   * Those that wait, oldest first. `kind`: the word by which the application tells its messages
   * apart; `content`: all but its number.
   */
  pending: { id: number; kind: number; content: number; at: number }[];
  answers: Answers;
  /** Kinds of requests that have been answered, and how often. */
  kinds: { kind: number; answered: number }[];
};

/** Requests, and answers that come in pieces, as far as the messages' texts were seen. */
export type Exchanges = {
  /** What went and came lately, oldest first, at most `MAX_OUTCOMES`: see `EXCHANGE_KINDS`. */
  recent: { at: number; seq: number; outcome: number }[];
  /** The answer that is under way; null while none is. */
  stream: { askedAt: number | null; firstAt: number; lastAt: number; pieces: number } | null;
  /** From the request to the first piece. */
  firstPiece: { count: number; sumMs: number; slowest: { ms: number; at: number } | null };
  /** The longest time between two pieces of one answer that went on after it. */
  longestStall: { ms: number; at: number } | null;
  /** Times between pieces, for what is usual. */
  gaps: { count: number; sumMs: number };
  /** Answers that ended before they were complete: at the limit of tokens, or at a filter. */
  truncated: { byTokens: number; byFilter: number; last: { at: number; seq: number } | null };
  /** The limit that the service last said is used up most. */
  limit: { remaining: number; of: number; resetAt: number | null; at: number; seq: number } | null;
};

/** What the page keeps going on a connection, as far as the messages' texts were seen. */
export type Talk = {
  /** Messages of each direction that were read whole: only where all were, what is missing is proved. */
  read: { send: number; receive: number };
  /** In order of time, at most `MAX_SUBSCRIPTIONS`. `left`: given back, or ended by the other side. */
  subscriptions: { key: number; id: number; label: string; at: number; left: boolean }[];
  /** The first that were sent, at most `MAX_SENT`: `id` is 0 where others may have the same. */
  sent: { id: number; kind: number; content: number; at: number }[];
  /** Events that are numbered, a row for each way of numbering, at most `MAX_NUMBERED`. */
  numbered: Numbered[];
  /** Something of it had no room. */
  isCut: boolean;
  /** The two went on with what they had before. */
  isResumed: boolean;
};

export type Numbered = {
  /** The field, as it is written: "seq", "payload.offset". */
  name: string;
  /** Of which channel, where each has its own; a hash, 0 where there is but one. */
  of: number;
  first: number;
  last: number;
  count: number;
  /** How often a number was not the next one. */
  jumps: number;
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
  /** What came first after a message was sent. Signs of life are neither. */
  answers: Answers;
  /** As far as the messages' texts were seen. */
  pairs: Pairs;
  exchanges: Exchanges;
  talk: Talk;
  /** Messages sent since anything was last received, and when the first of them went. */
  unanswered: { count: number; since: number | null };
  /** What waited in the buffer before each send, by `bufferedAmount` after it: how long it has only grown. */
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

const emptyAnswers = (): Answers => ({
  count: 0,
  buckets: [],
  slowest: null,
  firstSumMs: 0,
  firstCount: 0,
});

export const emptyPairs = (): Pairs => ({ pending: [], answers: emptyAnswers(), kinds: [] });

export const MAX_OUTCOMES = 24;
export const EXCHANGE_KINDS = { asked: 0, answered: 1, failed: 2, subscribed: 3 } as const;

export const emptyExchanges = (): Exchanges => ({
  recent: [],
  stream: null,
  firstPiece: { count: 0, sumMs: 0, slowest: null },
  longestStall: null,
  gaps: { count: 0, sumMs: 0 },
  truncated: { byTokens: 0, byFilter: 0, last: null },
  limit: null,
});

export const MAX_SUBSCRIPTIONS = 64;
export const MAX_SENT = 48;
export const MAX_NUMBERED = 6;

export const emptyTalk = (): Talk => ({
  read: { send: 0, receive: 0 },
  subscriptions: [],
  sent: [],
  numbered: [],
  isCut: false,
  isResumed: false,
});

export const emptyTraffic = (): Traffic => ({
  send: emptyFlow(),
  receive: emptyFlow(),
  watchedFrom: null,
  longestQuiet: null,
  answers: emptyAnswers(),
  pairs: emptyPairs(),
  exchanges: emptyExchanges(),
  talk: emptyTalk(),
  unanswered: { count: 0, since: null },
  buffered: { lastBytes: 0, risingCount: 0, risingSince: null, peakAt: null },
  activity: null,
  json: { parsed: 0, malformed: 0, firstMalformed: null, secondAt: null, inSecond: 0 },
});

/** Whether no message was ever counted. */
export const isEmptyTraffic = ({ activity, watchedFrom }: Traffic): boolean =>
  activity === null && watchedFrom === null;
