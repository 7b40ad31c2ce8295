import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../src/analysis/checks/index.ts";
import { diagnose, diagnoseWith } from "../../../src/analysis/diagnose.ts";
import type { Report } from "../../../src/analysis/finding.ts";
import { FINDING_TEXTS } from "../../../src/analysis/texts/finding-texts.ts";
import { settingsOf } from "../../../src/analysis/texts/settings.ts";
import { shortTitle, wordsOf } from "../../../src/analysis/texts/text.ts";
import type { Connection, Session } from "../../../src/session/session.ts";
import { makeConnection, makeDocument, makeProbe, makeSession, T0 } from "../../builders.ts";

const BAD_WORDS = /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object|\{\w+\}/;

/** Every sentence of a report. Evidence is left out where it quotes the page. */
const textsOf = (report: Report) => [
  ...report.findings.flatMap(({ title, explanation, causes, fixes, evidence }) => [
    title,
    explanation,
    ...causes,
    ...fixes.flatMap((fix) => [fix.text, ...settingsOf(fix).map(({ text }) => text)]),
    ...evidence.map(({ label, value }) => `${label}: ${value}`),
  ]),
  ...report.health.reasons.map(({ text }) => text),
];

describe("diagnose", () => {
  it("finds nothing in an empty session", () => {
    const { findings, connections, health } = diagnose(makeSession(), T0);
    expect({ findings, connections, grade: health.grade }).toEqual({
      findings: [],
      connections: [],
      grade: "A",
    });
  });

  it("reports a check that throws, and runs the others", () => {
    const broken = {
      name: "broken",
      run: () => {
        throw new Error("no way");
      },
    };
    const session = makeSession({ connections: [makeConnection({ close: {} })] });
    const { findings } = diagnoseWith([broken, ...CHECKS], session, T0 + 5_000);
    expect(findings.map(({ id }) => id).sort()).toEqual(["check-failed", "handshake-failed"]);
    const failed = findings.find(({ id }) => id === "check-failed");
    expect(failed?.title).toContain("“broken”");
    expect(failed?.explanation).toContain("no way");
  });

  it("puts the worst first", () => {
    const session = makeSession({
      connections: [
        makeConnection({ url: "wss://a/", open: true, close: { code: 1000 } }),
        makeConnection({ url: "wss://b/", open: true, close: { code: 1012 } }),
        makeConnection({ url: "wss://c/", open: true, close: { code: 1011 } }),
      ],
    });
    const { findings } = diagnose(session, T0 + 5_000);
    expect(findings.map(({ severity }) => severity)).toEqual(["error", "warning", "info"]);
  });
});

describe("finding texts", () => {
  const all = Object.entries(FINDING_TEXTS).flatMap(([id, text]) =>
    [undefined, ...Object.keys(text.variants ?? {})].map(
      (variant) => [`${id} ${variant ?? ""}`, wordsOf(text, variant)] as const,
    ),
  );

  it.each(all)("%s says it in at most four sentences and offers causes", (_, words) => {
    expect(shortTitle(words.title).length).toBeLessThan(160);
    expect(words.explanation.split(/[.?!](?:\s|$)/).length).toBeLessThanOrEqual(5);
    expect(words.causes.length).toBeGreaterThan(0);
  });
});

/** The same numbers every time: a failure can be repeated. */
function createRandom(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("absurd sessions", () => {
  const random = createRandom(42);
  const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)] as T;
  const time = () =>
    pick(
      T0,
      T0 + 1,
      T0 + 40_000,
      -1,
      0,
      T0 - 5_000,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.MAX_VALUE,
    );
  const words = () =>
    pick("", "x", "{age}", "a".repeat(5_000), "\u0000\u202e", "token expired", "{0}");
  const code = () =>
    pick(
      1000,
      1001,
      1005,
      1006,
      1008,
      1011,
      3000,
      3500,
      4001,
      4401,
      0,
      -1,
      70_000,
      Number.NaN,
      1.5,
    );
  const url = () =>
    pick(
      "wss://h.example/x",
      "",
      "::",
      "ws://",
      "wss://h:99999/?a",
      "x".repeat(9_000),
      "wss://[::1]/",
    );
  const error = () =>
    pick(null, "", "net::ERR_FAILED", "net::ERR_CERT_X", "Unexpected response code: 000", words());
  const maybe = <T>(make: () => T): T | null => (random() < 0.5 ? make() : null);
  const tally = () => ({
    count: pick(0, 1, -1, Number.NaN),
    largestBytes: time(),
    largestAt: time(),
  });

  const absurdConnection = (): Connection => {
    const connection = makeConnection({
      url: url(),
      ordinal: pick(1, Number.NaN, -3),
      documentId: pick("d1", "unknown", null),
      createdAt: time(),
      pageWorker: random() < 0.2,
      state: pick("connecting", "open", "closing", "closed"),
      protocols: pick(null, [], ["", "x"]),
      csp: random() < 0.1 ? { at: time(), directive: words() } : null,
      lastMessage: maybe(() => ({ at: time(), direction: pick("send", "receive") })),
      probes: pick(
        [],
        [
          makeProbe({
            at: time(),
            outcome: pick("failed", "timeout", "answered"),
            error: error(),
            status: pick(null, 0, 404, Number.NaN),
          }),
        ],
      ),
      send: tally(),
      receive: tally(),
    });
    return {
      ...connection,
      open: maybe(() => ({ at: time(), protocol: words(), extensions: "" })),
      closing: maybe(() => ({
        at: time(),
        code: maybe(code),
        reason: maybe(words),
        stack: maybe(words),
      })),
      end: maybe(() => ({
        at: time(),
        by: pick("close", "error", "page-gone", "devtools"),
        code: maybe(code),
        reason: words(),
        wasClean: pick(true, false, null),
      })),
      handshake: maybe(() => ({
        key: "",
        at: time(),
        status: pick(null, 0, 101, 200, 401, 429, 503, 999, -1, Number.NaN),
        statusText: words(),
        error: error(),
        blanked: random() < 0.3,
        requestHeaders: [],
        responseHeaders: pick([], [{ name: "Retry-After", value: words() }]),
        remoteAddress: maybe(words),
        durationMs: maybe(time),
      })),
    };
  };

  const absurdSession = (): Session =>
    makeSession({
      connections: Array.from({ length: pick(1, 3, 12) }, absurdConnection),
      documents: pick([], [makeDocument({ joinedAt: time(), url: words() })]),
      page: pick(0, 1, 5),
      forgedCount: pick(0, 3, Number.POSITIVE_INFINITY),
      forgottenCount: pick(0, 1, Number.NaN),
      handshakesPaused: random() < 0.3,
      lifecycle: Array.from({ length: pick(0, 4) }, () => ({
        kind: pick("freeze", "resume", "clock-jump", "pagehide", "offline", "online"),
        at: time(),
        documentId: pick("d1", null),
        ...(random() < 0.5 ? { ms: time() } : {}),
      })),
      constructorErrors: pick(
        [],
        [
          {
            documentId: "d9",
            at: time(),
            url: maybe(url),
            name: pick("SyntaxError", "SecurityError", "Error"),
            message: words(),
            stack: maybe(words),
          },
        ],
      ),
      dropped: pick(
        [],
        [
          {
            documentId: null,
            at: time(),
            count: pick(1, Number.NaN),
            sizeBytes: time(),
            why: "retention",
          },
        ],
      ),
    });

  it("never break a check, never put a gap into a sentence, and each end has one explanation", () => {
    for (let i = 0; i < 400; i++) {
      const session = absurdSession();
      const report = diagnose(session, time());
      expect(report.findings.filter(({ id }) => id === "check-failed")).toEqual([]);
      for (const text of textsOf(report)) {
        // What the page said in braces is quoted as it is.
        expect(text.replaceAll(/\{age\}|\{0\}/g, "")).not.toMatch(BAD_WORDS);
      }
      for (const connection of session.connections.values()) {
        const own = report.findings.filter(
          ({ primary, subject }) => primary && subject.id === connection.id,
        );
        expect(own).toHaveLength(connection.end === null ? 0 : 1);
      }
    }
  });
});
