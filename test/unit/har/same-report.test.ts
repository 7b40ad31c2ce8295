import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import type { Connection, Session } from "../../../src/session/session.ts";
import { makeConnection, makeFullSession, makeSession, START } from "./full-session.ts";

const EXPORTED_AT = START + 600_000;
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTUxNzYwMDB9.c2lnbmF0dXJlLW9mLWl0";

const writeFile = (session: Session, masked: boolean) =>
  JSON.stringify(
    writeHar({ session, rowsOf: () => [], creatorVersion: "1", exportedAt: EXPORTED_AT, masked }),
  );

const reportOf = (file: string) => {
  const { session, nowMs } = readHar(file);
  return diagnose(session, nowMs);
};

/** What a report says, without the addresses and quotes that masking is there to change. */
const conclusionsOf = (session: Session, masked: boolean) => {
  const { findings, connections, series, health } = reportOf(writeFile(session, masked));
  return {
    findings: findings.map(({ id, severity, primary, confidence, since, until, subject }) => ({
      ...{ id, severity, primary, confidence, since, until },
      subject: subject.id,
    })),
    connections: connections.map(({ id, primary, endpoint }) => ({ id, primary, endpoint })),
    series: series.map(({ id, attempts, delaysMs, policy }) => ({
      id,
      attempts,
      delaysMs,
      policy,
    })),
    health: { grade: health.grade, score: health.score },
  };
};

/** A storm of refused tokens, with a credential wherever one can stand. */
function makeLeakySession(): Session {
  const connections: Connection[] = [];
  for (let n = 1; n <= 12; n++) {
    const createdAt = START + n * 1000;
    connections.push(
      makeConnection({
        id: `doc-${n}`,
        ordinal: n,
        number: n,
        documentId: "doc",
        url: `wss://user:pw@example.test/ws?room=7&token=${JWT}${n}&sig=a${n}b2c3`,
        protocols: ["chat", "bearer", `${JWT}${n}`],
        createdAt,
        state: "closed",
        open: n % 2 ? { at: createdAt + 20, protocol: "chat", extensions: "" } : null,
        end: {
          at: createdAt + 200,
          by: "close",
          code: n % 2 ? 1008 : 1006,
          reason: n % 2 ? "token=abcdef1 expired" : "",
          wasClean: n % 2 === 1,
        },
        first: [{ seq: n, at: createdAt + 30, direction: "send", body: `{"token":"${JWT}"}` }],
        last: [
          {
            seq: n + 1,
            at: createdAt + 40,
            direction: "receive",
            body: '{"error":{"code":"invalid_token","message":"token expired"}}',
          },
        ],
        handshake: {
          key: `r${n}`,
          at: createdAt + 20,
          status: n % 2 ? 101 : 401,
          statusText: "",
          error: n % 2 ? null : "HTTP Authentication failed; no valid credentials available",
          blanked: false,
          requestHeaders: [
            { name: "Authorization", value: `Bearer ${JWT}` },
            { name: "Sec-WebSocket-Protocol", value: `chat, bearer, ${JWT}${n}` },
          ],
          responseHeaders: [{ name: "WWW-Authenticate", value: 'Bearer error="invalid_token"' }],
          remoteAddress: null,
          durationMs: 20,
        },
      }),
    );
  }
  return makeSession(...connections);
}

describe("the diagnosis", () => {
  it.each([
    ["a session with every field set", makeFullSession().session],
    ["a storm with credentials everywhere", makeLeakySession()],
  ])("is the same from a file as before it was written: %s", (_name, session) => {
    expect(reportOf(writeFile(session, false))).toEqual(diagnose(session, EXPORTED_AT));
  });

  it.each([
    ["a session with every field set", makeFullSession().session],
    ["a storm with credentials everywhere", makeLeakySession()],
  ])("is the same from a masked file: %s", (_name, session) => {
    const conclusions = conclusionsOf(session, false);
    expect(conclusions.findings.length).toBeGreaterThan(0);
    expect(conclusionsOf(session, true)).toEqual(conclusions);
  });

  it("of a masked file holds no secret", () => {
    const file = writeFile(makeLeakySession(), true);
    expect(file + JSON.stringify(reportOf(file))).not.toMatch(/c2lnbmF0dXJl|user:pw|abcdef1/);
  });
});
