/** How `connection.traffic` stands in a session file. */
import * as v from "valibot";
import { emptyExchanges, emptyPairs, emptyTalk, type Traffic } from "../../session/traffic.ts";
import { bool, maybe, num, word } from "./fields.ts";

const reply = v.object({
  hash: num,
  sizeBytes: num,
  shape: num,
  count: num,
  sumMs: num,
  maxMs: num,
  lastAt: num,
});

const beat = v.object({
  hash: num,
  sizeBytes: num,
  shape: num,
  count: num,
  firstAt: num,
  lastAt: num,
  gapMeanMs: num,
  gapM2: num,
  longestGapMs: num,
  reply: maybe(reply),
  unanswered: num,
});

const gap = maybe(v.object({ ms: num, endedAt: num }));

const sightings = v.object({ keys: v.array(num), at: v.array(num) });

const flow = v.object({
  shapes: v.array(num),
  // Files of before they were counted have none.
  sizes: v.exactOptional(v.array(num), () => []),
  newFormat: maybe(v.object({ at: num, seq: num, shape: num, before: num })),
  longestGap: gap,
  beats: v.array(beat),
  seenTexts: sightings,
  seenForms: sightings,
});

const answers = v.object({
  count: num,
  buckets: v.array(num),
  slowest: maybe(v.object({ ms: num, at: num })),
  firstSumMs: num,
  firstCount: num,
});

export const trafficSchema = v.object({
  send: flow,
  receive: flow,
  watchedFrom: maybe(num),
  longestQuiet: gap,
  answers,
  // Files of before they were counted have none.
  pairs: v.exactOptional(
    v.object({
      pending: v.array(
        v.object({
          id: num,
          kind: num,
          // Files of before it was kept have none.
          content: v.exactOptional(num, 0),
          at: num,
        }),
      ),
      answers,
      kinds: v.array(v.object({ kind: num, answered: num })),
    }),
    emptyPairs,
  ),
  exchanges: v.exactOptional(
    v.object({
      recent: v.array(v.object({ at: num, seq: num, outcome: num })),
      stream: maybe(v.object({ askedAt: maybe(num), firstAt: num, lastAt: num, pieces: num })),
      firstPiece: v.object({
        count: num,
        sumMs: num,
        slowest: maybe(v.object({ ms: num, at: num })),
      }),
      longestStall: maybe(v.object({ ms: num, at: num })),
      gaps: v.object({ count: num, sumMs: num }),
      truncated: v.object({
        byTokens: num,
        byFilter: num,
        last: maybe(v.object({ at: num, seq: num })),
      }),
      limit: maybe(v.object({ remaining: num, of: num, resetAt: maybe(num), at: num, seq: num })),
    }),
    emptyExchanges,
  ),
  // Files of before subscriptions were noted have none.
  talk: v.exactOptional(
    v.object({
      read: v.object({ send: num, receive: num }),
      subscriptions: v.array(v.object({ key: num, id: num, label: word, at: num, left: bool })),
      sent: v.array(v.object({ id: num, kind: num, content: num, at: num })),
      numbered: v.array(
        v.object({ name: word, of: num, first: num, last: num, count: num, jumps: num }),
      ),
      isCut: bool,
      isResumed: bool,
    }),
    emptyTalk,
  ),
  unanswered: v.object({ count: num, since: maybe(num) }),
  buffered: v.object({
    lastBytes: num,
    risingCount: num,
    risingSince: maybe(num),
    peakAt: maybe(num),
  }),
  activity: maybe(
    v.object({
      startAt: num,
      stepMs: num,
      send: v.array(num),
      receive: v.array(num),
      sendBytes: v.array(num),
      receiveBytes: v.array(num),
    }),
  ),
  json: v.object({
    parsed: num,
    malformed: num,
    firstMalformed: maybe(
      v.object({ at: num, seq: num, direction: v.picklist(["send", "receive"]) }),
    ),
    secondAt: maybe(num),
    inSecond: num,
  }),
}) satisfies v.GenericSchema<unknown, Traffic>;
