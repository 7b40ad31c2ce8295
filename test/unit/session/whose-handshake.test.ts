/** Sockets of pages and workers, all to one address, and what DevTools tells of them, in any order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { connectionIdOf } from "../../../src/session/connection.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { createSession, type SeenHandshake, type Session } from "../../../src/session/session.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { workerDocumentOf } from "../../../src/session/worker-messages.ts";
import { makeClose, makeConnecting, makeEnvelope, makeHandshake, T0 } from "../../builders.ts";

const DOCUMENTS = ["top", "frame-1", "frame-2"];

/** One attempt to open a socket, and how much of it is told. */
const attempt = fc.record({
  document: fc.constantFrom<(string | null)[]>(null, ...DOCUMENTS),
  at: fc.integer({ min: 0, max: 50 }),
  tookMs: fc.integer({ min: 0, max: 30 }),
  accepted: fc.boolean(),
  isOver: fc.boolean(),
  /** By so much its times in DevTools are late. */
  lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
  /** DevTools was opened after it, or told of it once, or soon and at its end. */
  told: fc.constantFrom(0, 1, 2),
});
type Attempt = ReturnType<typeof attempt.generate>["value"] & { number: number };

const isSeen = ({ document, told }: Attempt) => document === null || told > 0;
const keyOf = ({ document, number }: Attempt) => `${document ?? "worker"}/${number}`;
const idOf = (each: Attempt) =>
  each.document === null
    ? connectionIdOf(workerDocumentOf(keyOf(each)), 0)
    : connectionIdOf(each.document, each.number);

function seenOf(each: Attempt, atItsEnd: boolean): SeenHandshake {
  const { document, at, tookMs, lateMs, accepted } = each;
  const startedAt = T0 + at + lateMs;
  const error = accepted ? null : "Error during WebSocket handshake: Unexpected response code: 403";
  return {
    url: makeConnecting(1).url,
    startedAt,
    endedAt: atItsEnd || !accepted ? startedAt + tookMs + 100 : null,
    mark: document === null ? null : keyOf(each),
    fromWorker: document === null,
    handshake: makeHandshake({
      ...{ key: keyOf(each), at: startedAt + tookMs, status: accepted ? 101 : 403, error },
    }),
  };
}

function pageEventsOf(each: Attempt): PageEvent[] {
  const { number: id, at, tookMs, accepted, isOver } = each;
  const base = { id, seq: 0, at: at + tookMs };
  const answered: PageEvent[] = accepted
    ? [{ kind: "open", ...base, protocol: "", extensions: "" }]
    : [{ kind: "error", ...base, readyState: 3 }, makeClose(id, at + tookMs)];
  return [
    { ...makeConnecting(id, at), mark: keyOf(each) },
    ...answered,
    ...(accepted && isOver ? [makeClose(id, at + tookMs + 100)] : []),
  ];
}

/** Each document's envelopes stand in order, and may come twice; what DevTools tells may stand anywhere. */
const story = fc
  .record({
    attempts: fc
      .array(attempt, { maxLength: 24 })
      .map((list) => list.map((each, number) => ({ ...each, number }))),
    perEnvelope: fc.integer({ min: 1, max: 6 }),
    perTelling: fc.integer({ min: 1, max: 6 }),
    places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ attempts, perEnvelope, perTelling, places }) => {
    const place = (i: number) => places[i % places.length] as number;
    const ofDocuments = DOCUMENTS.flatMap((documentId, i) => {
      const own = attempts.filter(({ document }) => document === documentId);
      // Constructed in the order of their numbers, answered as it happens.
      const events = own.flatMap(pageEventsOf);
      const envelopes = inParts(events, perEnvelope).map((part, k) =>
        makeEnvelope({ documentId, n: k + 1, events: part }),
      );
      const sent = [joinOf(documentId, i), ...envelopes, ...envelopes.slice(-2)];
      const places = sent.map((_, k) => place(i * 17 + k)).sort((a, b) => a - b);
      return sent.map((event, k) => ({
        event,
        at: i === 0 && k === 0 ? -1 : (places[k] as number),
      }));
    });
    const told = attempts
      .filter(isSeen)
      .flatMap((each, i) => [
        { seen: seenOf(each, each.isOver && each.told < 2), at: place(i * 5) },
        ...(each.told === 2 && each.isOver ? [{ seen: seenOf(each, true), at: 1 + place(i) }] : []),
      ]);
    told.sort((a, b) => a.at - b.at);
    const tellings = inParts(told, perTelling).map((part) => {
      const handshakes = part.map(({ seen }) => structuredClone(seen));
      const event: SessionEvent = { kind: "handshakes", at: T0 + 9_000, handshakes };
      return { event, at: part.at(-1)?.at ?? 0 };
    });
    const events = [...ofDocuments, ...tellings].sort((a, b) => a.at - b.at);
    return { attempts, events: events.map(({ event }) => event) };
  });

const joinOf = (documentId: string, frameId: number): SessionEvent => ({
  kind: "document-joined",
  at: T0,
  shownAt: T0 - 100,
  documentId,
  frameId,
  top: frameId === 0,
  url: "https://app.example.com/",
  hooked: true,
  visible: true,
  online: true,
});

function inParts<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < list.length; i += size) parts.push(list.slice(i, i + size));
  return parts;
}

const play = (events: readonly SessionEvent[]): Session =>
  events.reduce((session, event) => reduce(session, structuredClone(event)), createSession(1, T0));

/** All that does not number what arrived first. */
const factsOf = ({ connections, unmatchedHandshakes }: Session) => [
  [...connections.values()]
    .map(({ ordinal: _ordinal, revision: _revision, ...facts }) => facts)
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  unmatchedHandshakes,
];

describe("handshakes told in any order", () => {
  it("stand on the sockets that they are of, on all of those, and on no other", () => {
    fc.assert(
      fc.property(story, ({ attempts, events }) => {
        const { connections, unmatchedHandshakes } = play(events);
        const expected = attempts.map((each) => [idOf(each), isSeen(each) ? keyOf(each) : null]);
        const found = [...connections.values()].map(({ id, handshake }) => [
          id,
          handshake?.key ?? null,
        ]);
        expect(new Map(found as never)).toEqual(new Map(expected as never));
        expect(found).toHaveLength(expected.length);
        expect(unmatchedHandshakes).toEqual([]);
        for (const { handshake, createdAt, open } of connections.values()) {
          if (!handshake) continue;
          expect(handshake.at).toBeGreaterThanOrEqual(createdAt);
          if (open) expect(handshake.at).toBeLessThanOrEqual(open.at);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("make the same session as if all had been told at the end, one by one", () => {
    fc.assert(
      fc.property(story, ({ events }) => {
        const isTold = ({ kind }: SessionEvent) => kind === "handshakes";
        const oneByOne = events
          .filter(isTold)
          .flatMap((event) =>
            event.kind === "handshakes"
              ? event.handshakes.map((one) => ({ ...event, handshakes: [one] }))
              : [],
          );
        const late = [...events.filter((event) => !isTold(event)), ...oneByOne];
        expect(factsOf(play(late))).toEqual(factsOf(play(events)));
      }),
      { numRuns: 300 },
    );
  });
});
