import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHeartbeats } from "../../../../src/analysis/connection/heartbeats.ts";
import { logWindow } from "../../../../src/analysis/connection/log-window.ts";
import { settingsOf } from "../../../../src/analysis/texts/settings.ts";
import { makeBeat, makeConnection, T0 } from "../../../builders.ts";
import { findingsOf, headers } from "./sessions.ts";

const figure = fc.oneof(
  fc.constantFrom(0, -1, 1, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.nat(100_000_000),
);
const time = fc.oneof(
  fc.nat(10_000_000).map((ms) => T0 + ms),
  figure,
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const gap = maybe(fc.record({ ms: figure, endedAt: time }));
const reply = maybe(
  fc.record({
    hash: figure,
    sizeBytes: figure,
    shape: figure,
    count: figure,
    sumMs: figure,
    maxMs: figure,
    lastAt: time,
  }),
);
const beats = fc.array(
  fc
    .record({
      count: figure,
      gapMeanMs: figure,
      gapM2: figure,
      lastAt: time,
      unanswered: figure,
      reply,
    })
    .map(makeBeat),
  { maxLength: 3 },
);
const flow = fc.record({ beats, longestGap: gap });
const tally = fc.record({ count: figure, lastAt: maybe(time) });

const connection = fc
  .record({
    url: fc.constantFrom("wss://x.fly.dev/", "wss://x/", "", "x".repeat(300)),
    createdAt: time,
    openAt: maybe(time),
    endAt: maybe(time),
    closingAt: maybe(time),
    code: fc.constantFrom(1000, 1001, 1005, 1006, 1008, 4000, Number.NaN),
    reason: fc.constantFrom("", "idle timeout", "ping timeout", "max age {x}"),
    server: fc.constantFrom("nginx", "awselb/2.0", "<script>"),
    send: tally,
    receive: tally,
    sendFlow: flow,
    receiveFlow: flow,
    quiet: gap,
    unanswered: fc.record({ count: figure, since: maybe(time) }),
    buffered: fc.record({
      lastBytes: figure,
      risingCount: figure,
      risingSince: maybe(time),
      peakAt: maybe(time),
    }),
    answers: fc.record({
      count: figure,
      buckets: fc.array(figure, { maxLength: 40 }),
      slowest: gap.map((found) => found && { ms: found.ms, at: found.endedAt }),
      firstSumMs: figure,
      firstCount: figure,
    }),
  })
  .map(({ createdAt, openAt, endAt, closingAt, code, reason, send, receive, ...rest }) =>
    makeConnection({
      url: rest.url,
      createdAt,
      open: openAt === null ? false : { at: openAt },
      ...(endAt === null ? {} : { close: { at: endAt, code, reason } }),
      ...(closingAt === null ? {} : { closing: { at: closingAt, code, reason } }),
      send,
      receive,
      handshake: headers({ Server: rest.server, "X-Request-Id": reason }),
      traffic: {
        send: rest.sendFlow,
        receive: rest.receiveFlow,
        longestQuiet: rest.quiet,
        unanswered: rest.unanswered,
        buffered: rest.buffered,
        answers: rest.answers,
      },
    }),
  );

const lifecycle = fc.array(
  fc.record({
    kind: fc.constantFrom(
      "offline" as const,
      "online" as const,
      "clock-jump" as const,
      "freeze" as const,
    ),
    at: time,
    documentId: fc.constant("d1"),
    ms: figure,
  }),
  { maxLength: 3 },
);

describe("absurd figures", () => {
  it("never break a check, and never stand in a sentence", () => {
    fc.assert(
      fc.property(
        fc.array(connection, { minLength: 1, maxLength: 5 }),
        time,
        lifecycle,
        (connections, nowMs, events) => {
          const findings = findingsOf(connections, nowMs, events);
          expect(findings.filter(({ id }) => id === "check-failed")).toEqual([]);
          const texts = findings.flatMap(({ title, explanation, causes, fixes }) => [
            title,
            explanation,
            ...causes,
            ...fixes.flatMap((fix) => [fix.text, ...settingsOf(fix).map(({ text }) => text)]),
          ]);
          for (const text of texts) expect(text).not.toMatch(/\b(NaN|Infinity|undefined|null)\b/);
          for (const each of connections) {
            findHeartbeats(each);
            logWindow(each);
          }
        },
      ),
      { numRuns: 150, seed: 20_261_121 },
    );
  });
});
