import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { code, escapeText } from "../../../../src/analysis/report/escape.ts";
import { evidenceWithPlace } from "../../../../src/analysis/report/evidence-words.ts";
import { writeMarkdownReport } from "../../../../src/analysis/report/markdown.ts";
import { listMoments } from "../../../../src/analysis/report/moments.ts";
import type { Session } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const nowMs = T0 + 120_000;

function write(session: Session): string {
  const report = diagnose(session, nowMs);
  const checklist = fillChecklist(session, report);
  return writeMarkdownReport({ name: "crash.har", session, report, nowMs, notes: [], checklist });
}

const refused = (n: number) =>
  makeConnection({
    createdAt: T0 + n * 1_000,
    close: { code: 1006, at: T0 + n * 1_000 + 20 },
    handshake: { error: "net::ERR_CONNECTION_REFUSED" },
  });

describe("the Markdown report", () => {
  it("has the health, what was found, a timeline and the checklist", () => {
    const text = write(makeSession({ connections: [refused(0), refused(30)] }));
    expect(text).toContain("## Stormglass: `crash.har`");
    expect(text).toMatch(/2 connections: .*errors?.*\. Health [DF] \(\d+ of 100\): /);
    expect(text).toContain("(`handshake-refused`)");
    expect(text).toContain("### Timeline\n\n| When | Endpoint | What |");
    expect(text).toContain("| 2 | connectivity | A server is listening on the port | ✗ no |");
  });

  it("names connections in words that a tracker does not take for its own issues", () => {
    const text = write(makeSession({ connections: [refused(0), refused(30)] }));
    expect(text).toMatch(/### Connections \d+ and \d+: `wss:\/\/api\.example\.com\/live`/);
    expect(text).not.toMatch(/(?<!#)#\d/);
  });

  it("of a restart under forty endpoints fits into an issue", () => {
    const connections = Array.from({ length: 40 }, (_, i) => {
      const url = `wss://example.test/ch/${i}`;
      const endedAt = T0 + 10_000 + i * 15;
      const attempt = (at: number) =>
        makeConnection({
          url,
          createdAt: at,
          close: { at: at + 8 },
          handshake: { error: "Error in connection establishment: net::ERR_CONNECTION_REFUSED" },
        });
      const ended = { at: endedAt, code: 1012, reason: "restart", wasClean: true };
      return [
        makeConnection({ url, createdAt: T0 - 50, open: { at: T0 }, close: ended }),
        attempt(endedAt + 1_000),
        attempt(endedAt + 3_000),
        makeConnection({ url, createdAt: endedAt + 7_000, open: { at: endedAt + 7_020 } }),
      ];
    }).flat();
    const text = write(makeSession({ connections }));
    expect(text.length).toBeLessThan(20_000);
    expect(text).toContain(
      "159 connections more: what became of each is told by its outage above.",
    );
  });

  it("tells connections of another cause apart, however alike their findings are", () => {
    const rejected = (n: number, status: number) =>
      makeConnection({
        createdAt: T0 + n * 1_000,
        close: { code: 1006, at: T0 + n * 1_000 + 20 + n },
        handshake: {
          status,
          error: `Error during WebSocket handshake: Unexpected response code: ${status}`,
        },
      });
    const closed = (n: number, reason: string) =>
      makeConnection({
        createdAt: T0 + n * 1_000,
        open: true,
        close: { code: 4000, reason, at: T0 + n * 1_000 + 7_000 + n },
      });
    const connections = [
      rejected(0, 401),
      rejected(20, 403),
      rejected(40, 403),
      closed(60, "room full"),
      closed(70, "kicked"),
      closed(80, "kicked"),
    ];
    const [a, b, c, d, e, f] = connections.map(({ ordinal }) => ordinal);
    const text = write(makeSession({ connections }));
    for (const heading of [`${a}`, `${b} and ${c}`, `${d}`, `${e} and ${f}`]) {
      expect(text).toMatch(new RegExp(`### Connections? ${heading}: `));
    }
  });

  it("lets nobody's reason become markup, a mention or a link", () => {
    expect(escapeText("<img> **b** @owner [x](http://evil.test) a|b\nc #1")).toBe(
      "\\<img\\> \\*\\*b\\*\\* @<!-- -->owner \\[x\\](http:<!-- -->//evil.test) a\\|b c \\#<!-- -->1",
    );
    expect(code("a`b``c")).toBe("``` a`b``c ```");
    expect(code(" \u200b")).toBe("` \\u200b`");
    expect(code(" ")).toBe("(empty)");
  });

  // What GitHub and GitLab make references of, each with a word of it that must not stay whole.
  it.each([
    ["www.evil.test", /www\./i],
    ["see WWW.evil.test", /www\./i],
    ["http://evil.test", /:\/\//],
    ["ftp://evil.test", /:\/\//],
    ["mail me@evil.test", /@\w/],
    ["@org/team and @user", /@\w/],
    ["#123", /#\d/],
    ["owner/repo#1", /#\d/],
    ["GH-1 gh-2 Gh-3", /gh-\d/i],
    ["JIRA-77", /JIRA-\d/],
    ["!5 $6 %7 ~8 &9 ^10", /[!$%~&^]\d/],
    ["~bug %release", /[~%]\w/],
    ["deadbeef", /[\da-f]{7}/],
    ["user@0123456789abcdef0123456789abcdef01234567", /@\w|[\da-f]{7}/],
    ["0123456...89abcdef", /[\da-f]{7}/],
    ["&amp; &#64;user &commat;user", /&(?!<)|&#\d/],
    [":tada: it :+1:", /:[\w+]+:/],
    ["$x^2$", /(?<!\\)\$/],
    ["- item", /^-/],
    ["+ item", /^\+/],
    ["12. item", /^\d+\./],
    ["1) item", /^\d+\)/],
    ["== under a heading", /^=/],
    ["a | b", /(?<!\\)\|/],
  ])("leaves %s a text", (text, whole) => {
    expect(text).toMatch(whole);
    const escaped = escapeText(text);
    expect(escaped).not.toMatch(whole);
    expect(escaped.replaceAll("<!-- -->", "").replace(/\\([^\w\s])/g, "$1")).toBe(text);
  });

  it("leaves figures, times and words as they are", () => {
    for (const text of ["12:00:00.100 UTC", "100% of 3", "host:8080", "1,234,567 B", "a & b"]) {
      expect(escapeText(text).replace(/\\(?=&)/g, "")).toBe(text);
    }
  });
});

describe("the timeline of a report", () => {
  it("tells alike moments that follow each other as one", () => {
    const session = makeSession({ connections: Array.from({ length: 31 }, (_, n) => refused(n)) });
    const [only, ...others] = listMoments({ session, nowMs, report: diagnose(session, nowMs) });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ at: T0 + 20, until: T0 + 30_020, count: 31 });
  });

  it("has the computer's sleep between the connections it cost", () => {
    const session = makeSession({
      connections: [makeConnection({ open: true, close: { code: 1006, at: T0 + 60_000 } })],
      lifecycle: [{ kind: "clock-jump", at: T0 + 59_000, documentId: "d1", ms: 50_000 }],
    });
    const moments = listMoments({ session, nowMs, report: diagnose(session, nowMs) });
    expect(moments.map(({ text }) => text)).toEqual([
      "opened after 50 ms",
      "the computer had slept for 50 s",
      "closed 1006 after 60 s, 0 messages",
    ]);
  });
});

describe("evidence", () => {
  it("has its unit, its message and its moment", () => {
    expect(
      evidenceWithPlace({ is: "attempt-rate", label: "rate", value: 1.23456, unit: "per second" }),
    ).toBe("1.23 per second");
    const ref = { connectionId: "doc-1", seq: 14 };
    expect(evidenceWithPlace({ is: "close-code", label: "code", value: 1008, at: T0, ref })).toBe(
      "1008 (message 14, 2027-01-15 08:00:00.000 UTC)",
    );
  });
});
