import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import type { Connection } from "../../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../../builders.ts";

type Life = {
  lifeMs?: number;
  gapMs?: number;
  said?: string | null;
  heard?: number;
  /** From the last message to `close()`. */
  quietMs?: number;
  stack?: string;
};

/** Connections that the page closes itself, each followed by the next. */
function churn(n: number, lifeOf: (i: number) => Life): Connection[] {
  let at = T0;
  return Array.from({ length: n }, (_, i) => {
    const { lifeMs = 700, gapMs = 2, said = null, heard = 3, quietMs = 300 } = lifeOf(i);
    const createdAt = at;
    const closingAt = createdAt + lifeMs;
    at = closingAt + gapMs;
    return makeConnection({
      createdAt,
      open: { at: createdAt + 5 },
      closing: { at: closingAt, stack: "    at cleanup (https://app.example.com/chat.js:41:17)" },
      close: { code: 1005, at: closingAt + 4 },
      stack: lifeOf(i).stack ?? "    at connect (https://app.example.com/chat.js:40:9)",
      send: { count: said === null ? 0 : 1 },
      receive: { count: heard },
      lastMessage: heard === 0 ? null : { at: closingAt - quietMs, direction: "receive" },
      first: said === null ? [] : [{ seq: i, at: createdAt + 6, direction: "send", body: said }],
    });
  });
}

const findChurn = (connections: Connection[]) =>
  diagnose(makeSession({ connections }), T0 + 60_000).findings.find(
    ({ id }) => id === "page-churn",
  );

describe("page-churn", () => {
  it("is a page that replaces a working connection in one go, five times", () => {
    const finding = findChurn(churn(6, () => ({})));
    expect(finding).toMatchObject({ severity: "warning" });
    expect(finding?.title).toContain("chat.js:41:17");
    expect(finding?.title).toContain("closed 5 working connections");
    expect(findChurn(churn(5, () => ({})))).toBeUndefined();
  });

  it("is one that logs in again each time, and one that opens the next before it closes the old", () => {
    expect(
      findChurn(churn(7, () => ({ said: '{"subscribe":"all"}', quietMs: 900 }))),
    ).toBeDefined();
    expect(findChurn(churn(7, () => ({ gapMs: -3 })))).toBeDefined();
  });

  it("is one whose own reconnect code opens the next after the same wait", () => {
    expect(findChurn(churn(7, () => ({ gapMs: 1_000 })))).toBeDefined();
    expect(findChurn(churn(7, (i) => ({ gapMs: 400 * (i + 1) })))).toBeUndefined();
  });

  it.each<[string, (i: number) => Life]>([
    ["one socket for each question", (i) => ({ said: `{"q":${i}}`, gapMs: 1, quietMs: 2 })],
    ["the same question for each click", () => ({ said: "q", heard: 1, gapMs: 1, quietMs: 2 })],
    [
      "a socket that a click replaces",
      () => ({ stack: "    at HTMLButtonElement.onclick (https://app.example.com/:9:1)" }),
    ],
    ["one that lived for long", () => ({ lifeMs: 40_000 })],
  ])("is none of %s", (_, lifeOf) => {
    expect(findChurn(churn(20, lifeOf))).toBeUndefined();
  });
});
