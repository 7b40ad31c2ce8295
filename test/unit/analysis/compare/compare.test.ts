import { describe, expect, it } from "vitest";
import { compare } from "../../../../src/analysis/compare/compare.ts";
import { sayValue } from "../../../../src/analysis/compare/say-figure.ts";
import { writeComparedMarkdown } from "../../../../src/analysis/compare/write-compared.ts";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Judged } from "../../../../src/analysis/report/alike.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, START } from "../../har/full-session.ts";

const MINUTE = 60_000;

/** A page's sockets: each is open until it breaks, and every third attempt is refused. */
type Life = { url?: string; openMs: number; code?: number; refused?: number; waitMs?: number };

function judged(lastsMs: number, ...lives: Life[]): Judged {
  const connections: Connection[] = [];
  for (const {
    url = "wss://a.test/ws",
    openMs,
    code = 1006,
    refused = 0,
    waitMs = 1_000,
  } of lives) {
    for (let at = 0; at < lastsMs; ) {
      const add = (known: Partial<Connection>) => {
        const number = connections.length + 1;
        connections.push(
          makeConnection({
            id: `doc-${number}`,
            ordinal: number,
            number,
            url,
            createdAt: START + at,
            ...known,
          }),
        );
      };
      const endsAt = at + 20 + openMs;
      const open = { at: START + at + 20, protocol: "", extensions: "" };
      if (endsAt >= lastsMs) {
        add({ state: "open", open });
        break;
      }
      add({
        state: "closed",
        open,
        end: { at: START + endsAt, by: "close", code, reason: "", wasClean: code !== 1006 },
      });
      at = endsAt + waitMs;
      for (let i = 0; i < refused; i++) {
        add({
          state: "closed",
          end: { at: START + at + 10, by: "close", code: 1006, reason: "", wasClean: false },
        });
        at += 10 + waitMs;
      }
    }
  }
  const session = makeSession(...connections);
  const nowMs = START + lastsMs;
  return { session, nowMs, report: diagnose(session, nowMs) };
}

const STEADY = judged(60 * MINUTE, { openMs: 120 * MINUTE });
const BREAKING = judged(60 * MINUTE, { openMs: 5 * MINUTE, refused: 6, waitMs: 5_000 });
const WORST = judged(60 * MINUTE, { openMs: MINUTE, refused: 20, waitMs: 5_000 });
const SHORT = judged(MINUTE, { openMs: 120 * MINUTE });
const MOVED = judged(60 * MINUTE, { url: "wss://b.test:8443/ws", openMs: 120 * MINUTE });
const OTHER = judged(60 * MINUTE, { url: "wss://c.test/other", openMs: 120 * MINUTE });
const EMPTY = judged(0);

describe("a comparison", () => {
  it("says what became better, and what it was", () => {
    const { verdict, sentence, findings, figures } = compare(BREAKING, STEADY);
    expect(verdict).toBe("better");
    expect(sentence).toMatch(/^better: no outage instead of \d+, health A instead of [B-F]/);
    expect(findings.gone.map(({ id }) => id)).toContain("handshake-failed");
    expect(findings.fresh.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(figures.find(({ is }) => is === "availability")).toMatchObject({
      after: 1,
      better: "after",
    });
  });

  it.each([
    ["a steady session", STEADY],
    ["one that breaks", BREAKING],
    ["one that breaks often", WORST],
    ["a short one", SHORT],
  ])("of %s with itself finds nothing", (_, session) => {
    const { verdict, findings, endpoints } = compare(session, session);
    expect(verdict).toBe("same");
    expect([findings.gone, findings.fresh]).toEqual([[], []]);
    for (const { matched, figures } of endpoints) {
      expect(matched).toBe("same");
      for (const { before, after } of figures) expect(after).toBe(before);
    }
  });

  it.each([
    [BREAKING, STEADY],
    [WORST, BREAKING],
    [WORST, STEADY],
    [BREAKING, MOVED],
  ])("the other way round says the opposite (%#)", (before, after) => {
    const opposite = {
      better: "worse",
      worse: "better",
      mixed: "mixed",
      same: "same",
      unclear: "unclear",
    };
    const there = compare(before, after);
    const back = compare(after, before);
    expect(there.verdict).toBe("better");
    expect(back.verdict).toBe(opposite[there.verdict]);
    expect(back.findings.fresh.map(({ id }) => id)).toEqual(
      there.findings.gone.map(({ id }) => id),
    );
  });

  it("knows an endpoint on another host by its path, and says so", () => {
    const { endpoints, remarks } = compare(BREAKING, MOVED);
    expect(endpoints).toMatchObject([
      { endpoint: { before: "wss://a.test/ws", after: "wss://b.test:8443/ws" }, matched: "path" },
    ]);
    expect(remarks.join(" ")).toContain("the path is the same");
  });

  it("says where there is little or nothing to compare", () => {
    expect(compare(BREAKING, SHORT).remarks[0]).toContain("what comes rarely");
    expect(compare(STEADY, OTHER).remarks.join(" ")).toContain("no endpoint in common");
    expect(compare(STEADY, EMPTY)).toMatchObject({ verdict: "unclear" });
    expect(compare(EMPTY, EMPTY).sentence).toContain("neither session has a connection");
  });

  it("takes an outage that is not over for no record", () => {
    const ended = judged(30 * MINUTE, { openMs: 5 * MINUTE, refused: 6, waitMs: 5_000 });
    const begun = judged(30 * MINUTE, { openMs: 30 * MINUTE - 5_000, waitMs: 60_000 });
    expect(begun.report.outages).toMatchObject([{ readyAgain: null }]);
    const longest = compare(ended, begun).figures.find(({ is }) => is === "longest-outage");
    expect(longest).toMatchObject({ better: null, unfinished: { before: false, after: true } });
    expect(longest && sayValue(longest, "after")).toMatch(/^\d.* so far$/);
    // What lasts longer already is worse all the same.
    const lasting = judged(30 * MINUTE, { openMs: 5 * MINUTE, waitMs: 60 * MINUTE });
    const worse = compare(ended, lasting).figures.find(({ is }) => is === "longest-outage");
    expect(worse?.better).toBe("before");
  });

  it("tells no rate an hour of a minute, and counts outages all the same", () => {
    const bad = judged(MINUTE, { openMs: 10_000, refused: 1, waitMs: 1_000 });
    const { figures, sentence } = compare(bad, SHORT);
    expect(figures.filter(({ unit }) => unit === "/h")).toEqual([]);
    expect(sentence).toMatch(/^better: no outage instead of \d/);
    // In a minute nothing may have come yet that comes once in five.
    expect(compare(BREAKING, SHORT).sentence).not.toContain("no outage");
  });

  it("as Markdown has the verdict first, and no markup of a stranger's", () => {
    const markdown = writeComparedMarkdown(compare(BREAKING, OTHER), {
      before: "a|b.har",
      after: "<b>",
    });
    const [title, , verdict] = markdown.split("\n");
    expect(title).toBe("## Stormglass: `a¦b.har` and `<b>`");
    expect(verdict).toMatch(/^better/);
    for (const line of markdown.split("\n")) {
      if (line.startsWith("|")) expect(line.replaceAll("\\|", "").match(/\|/g)).toHaveLength(5);
    }
  });
});
