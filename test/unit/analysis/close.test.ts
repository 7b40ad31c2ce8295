import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Connection, Lifecycle, SeenHandshake } from "../../../src/session/session.ts";
import { makeConnection, makeDocument, makeHandshake, makeSession, T0 } from "../../builders.ts";

const primaryOf = (connection: Connection, lifecycle: Lifecycle[] = []) => {
  const session = makeSession({ connections: [connection], lifecycle });
  const primaries = diagnose(session, T0 + 60_000).findings.filter(({ primary }) => primary);
  expect(primaries).toHaveLength(1);
  return primaries[0] as (typeof primaries)[number];
};
const closedWith = (code: number, reason = "", url = "wss://api.example.com/live") =>
  primaryOf(makeConnection({ url, open: true, close: { code, reason } }));

describe("a close by the server", () => {
  it.each([
    [1000, "closed-normally", "info"],
    [1001, "server-restart", "warning"],
    [1002, "protocol-error", "error"],
    [1003, "unsupported-data", "error"],
    [1005, "closed-normally", "info"],
    [1007, "invalid-payload", "error"],
    [1008, "policy-violation", "error"],
    [1009, "message-too-big", "error"],
    [1011, "server-error", "error"],
    [1012, "server-restart", "warning"],
    [1013, "server-overloaded", "error"],
    [1014, "server-error", "error"],
    [3000, "auth-rejected", "error"],
    [3003, "auth-rejected", "error"],
    [3008, "closed-by-server", "warning"],
    [4001, "closed-by-server", "warning"],
    [4401, "auth-rejected", "error"],
    [4429, "rate-limited", "error"],
    // A second of silence and then 1006: it ended at once, and no code says why.
    [1006, "immediate-disconnect", "error"],
  ])("with %i is %s", (code, id, severity) => {
    expect(closedWith(code)).toMatchObject({ id, severity });
  });

  it.each([
    [1008, "invalid token", "auth-rejected"],
    [1008, "unauthorized", "auth-rejected"],
    [4999, "Authentication failed", "auth-rejected"],
    [1008, "rate limit exceeded", "rate-limited"],
    [4123, "too many requests", "rate-limited"],
    [4001, "invalid_token", "auth-rejected"],
    [4001, "tokenExpired", "auth-rejected"],
    [4001, "AUTH_FAILED", "auth-rejected"],
    [4001, "JWTExpired", "auth-rejected"],
    [4001, "too many connections; close another tab", "rate-limited"],
    [4001, "not logged in", "auth-rejected"],
    [1008, "Origin not allowed", "auth-rejected"],
    [1008, "token bucket empty", "rate-limited"],
    [1008, "message before subscribe", "policy-violation"],
    [4000, "room author left", "closed-by-server"],
    [4000, "authoritative server migrated", "server-restart"],
    [4000, "tokenizer crashed", "server-error"],
    [4001, "Session replaced: login from another tab", "taken-over"],
    [4401, "logged in on another device", "taken-over"],
  ])("with %i “%s” is %s", (code, reason, id) => {
    expect(closedWith(code, reason).id).toBe(id);
  });

  it("means what the detected service means by the code", () => {
    const discord = "wss://gateway.discord.gg/?v=10";
    expect(closedWith(4004, "", discord).id).toBe("auth-rejected");
    expect(closedWith(4008, "", discord).id).toBe("rate-limited");
    const shards = closedWith(4011, "", discord);
    expect(shards.id).toBe("closed-by-server");
    expect(shards.title).toContain("Sharding required");
  });

  it("does not guess among services where none is detected", () => {
    const finding = closedWith(4004);
    expect(finding.id).toBe("closed-by-server");
    expect(finding.explanation).toMatch(/known services use 4004/);
  });

  it("keeps a reason on one line", () => {
    expect(closedWith(1011, "line\n\u202eone").title).toContain("“line one”");
  });

  it("quotes the figures that matter", () => {
    const connection = makeConnection({
      open: true,
      close: { code: 1009 },
      send: { count: 3, largestBytes: 2 * 1024 * 1024, largestAt: T0 + 900 },
    });
    expect(primaryOf(connection).title).toContain("2 MiB");
  });

  it("points to the last message", () => {
    const at = T0 + 400;
    const connection = makeConnection({
      open: true,
      close: { code: 1011 },
      lastMessage: { at, direction: "send" },
      last: [{ seq: 17, at, direction: "send", body: "x" }],
    });
    expect(primaryOf(connection).evidence).toContainEqual({
      is: "last-message",
      label: "last message",
      value: "sent",
      at,
      ref: { connectionId: connection.id, seq: 17 },
    });
  });
});

describe("a close by the page", () => {
  it.each([
    [{ code: null }, 1005, "info"],
    [{ code: 1000 }, 1000, "info"],
    [{ code: 4000 }, 4000, "info"],
    [{ code: 4001, reason: "logout" }, 4001, "info"],
    [{ code: 4000, reason: "tab hidden" }, 4000, "info"],
    [{ code: 1000, reason: "connection failed" }, 1000, "warning"],
    [{ code: 1000, reason: "shopping cart closed" }, 1000, "info"],
    [{ code: 1000, reason: "user stopped typing" }, 1000, "info"],
    [{ code: 1000, reason: "mapping view closed" }, 1000, "info"],
    [{ code: 1000, reason: "deadline reached, game over" }, 1000, "info"],
    [{ code: 1000, reason: "no error" }, 1000, "info"],
    [{ code: 1000, reason: "error-free shutdown" }, 1000, "info"],
    [{ code: 1000, reason: "lost focus" }, 1000, "info"],
    [{ code: 1000, reason: "tab lost visibility" }, 1000, "info"],
    [{ code: 1000, reason: "ping test done" }, 1000, "info"],
    [{ code: 1000, reason: "missed call ended" }, 1000, "info"],
    [{ code: 1000, reason: "lost connection to server" }, 1000, "warning"],
    [{ code: 1000, reason: "connection was lost" }, 1000, "warning"],
    [{ code: 1000 }, 1006, "info"],
  ])("%j that ends with %i is the page's", (closing, code, severity) => {
    const finding = primaryOf(makeConnection({ open: true, closing, close: { code } }));
    expect(finding).toMatchObject({ id: "closed-by-page", severity });
  });

  it.each([
    "pingTimeout",
    "heartbeat timeout",
    "PONG_MISSED",
    "no pong received",
    "missed 3 pongs",
  ])("because of “%s” is a missed heartbeat", (reason) => {
    const closing = { code: 1000, reason };
    const finding = primaryOf(makeConnection({ open: true, closing, close: { code: 1000 } }));
    expect(finding).toMatchObject({ id: "heartbeat-missed", severity: "error" });
  });

  it("with a code that its library documents is what the library means by it", () => {
    const finding = primaryOf(
      makeConnection({
        open: { protocol: "graphql-transport-ws" },
        protocols: ["graphql-transport-ws"],
        closing: { code: 4499, reason: "" },
        close: { code: 4499 },
      }),
    );
    expect(finding).toMatchObject({ id: "closed-by-page", severity: "warning" });
  });

  it("says where close() was called", () => {
    const stack = "Error\n    at leave (https://app.example.com/main.js:10:5)";
    const finding = primaryOf(
      makeConnection({ open: true, closing: { stack }, close: { code: 1005 } }),
    );
    expect(finding.evidence[0]?.value).toBe("leave (https://app.example.com/main.js:10:5)");
  });

  it("that another code overtakes was the server's", () => {
    const connection = makeConnection({
      open: true,
      closing: { code: 4000 },
      close: { code: 1011 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("server-error");
    expect(finding.evidence).toContainEqual(
      expect.objectContaining({ is: "asked-code", value: 4000 }),
    );
  });
});

describe("an end that is nobody's fault", () => {
  const gone = { at: T0 + 2_000, by: "page-gone" as const, code: null, reason: "", wasClean: null };

  it("is the page's going, open or not", () => {
    expect(primaryOf(makeConnection({ open: true, end: gone }))).toMatchObject({
      id: "page-gone",
      severity: "info",
      until: gone.at,
    });
    expect(primaryOf(makeConnection({ end: gone })).id).toBe("page-gone");
  });

  it("is the crash of the page, where its tab is still there without a process", () => {
    const end = { ...gone, pageStopped: "crashed" as const };
    const finding = primaryOf(makeConnection({ open: true, end }));
    expect(finding).toMatchObject({ id: "page-gone", severity: "warning" });
    expect(finding.title).toMatch(/crashed or was killed/);
    expect(finding.evidence).toContainEqual(
      expect.objectContaining({ is: "page-left", value: "without saying so (no pagehide)" }),
    );
  });

  it("is the crash of a frame, where the page around it is still there", () => {
    const end = { ...gone, pageStopped: "frame-crashed" as const };
    const finding = primaryOf(makeConnection({ open: true, end }));
    expect(finding).toMatchObject({ id: "page-gone", severity: "warning" });
    expect(finding.title).toMatch(/^A frame of the page crashed or was killed/);
    expect(finding.evidence).toContainEqual(
      expect.objectContaining({ is: "frame-left", value: "without saying so (no pagehide)" }),
    );
  });

  it("is nobody's trouble where the browser discarded the tab", () => {
    const end = { ...gone, pageStopped: "discarded" as const };
    const finding = primaryOf(makeConnection({ open: true, end }));
    expect(finding).toMatchObject({ id: "page-gone", severity: "info" });
    expect(finding.title).toMatch(/discarded/);
  });

  it("is not known of a connection that Stormglass was told to look away from", () => {
    const end = { ...gone, by: "unwatched" as const };
    const session = makeSession({ connections: [makeConnection({ open: true, end })] });
    expect(diagnose(session, T0 + 60_000)).toMatchObject({ findings: [], health: { grade: "A" } });
  });

  it("is not known of any of many, on several hosts and in the handshake, while offline", () => {
    const end = { ...gone, by: "unwatched" as const };
    const connections = Array.from({ length: 12 }, (_, i) =>
      makeConnection({
        ordinal: i + 1,
        url: `wss://${i % 2 ? "a" : "b"}.example.com/live`,
        open: i % 3 > 0,
        end,
      }),
    );
    const offline = { kind: "offline" as const, at: end.at - 50, documentId: "d1" };
    const session = makeSession({ connections, lifecycle: [offline] });
    const { findings } = diagnose(session, T0 + 600_000);
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it("is a 1001 in the moment of pagehide", () => {
    const at = T0 + 1_050;
    const hide = { kind: "pagehide" as const, at, documentId: "d1", persisted: false };
    const connection = makeConnection({ open: true, close: { code: 1001 } });
    expect(primaryOf(connection, [hide]).id).toBe("page-gone");
    expect(primaryOf(connection, [{ ...hide, at: at - 1_001 }]).id).toBe("server-restart");
  });

  it("is sleep when the clock jumped while it lived", () => {
    const jump = { kind: "clock-jump" as const, at: T0 + 100_000, documentId: "d1", ms: 90_000 };
    const connection = makeConnection({ open: true, close: { at: T0 + 100_500 } });
    const finding = primaryOf(connection, [jump]);
    expect(finding.id).toBe("page-suspended");
    expect(finding.title).toContain("90 s");
    expect(primaryOf(connection, [{ ...jump, ms: 10_000 }]).id).toBe("abnormal-closure");
  });

  it("is a frozen tab", () => {
    const freeze = { kind: "freeze" as const, at: T0 + 500, documentId: "d1" };
    expect(primaryOf(makeConnection({ open: true, close: {} }), [freeze]).id).toBe(
      "page-suspended",
    );
  });
});

describe("sockets that break together", () => {
  const broken = (host: string, at: number) =>
    makeConnection({ url: `wss://${host}/x`, open: true, close: { at } });
  const idsOf = (connections: Connection[]) =>
    diagnose(makeSession({ connections }), T0 + 60_000).connections.map(({ primary }) => primary);

  it("are a restart when three of one host go within a second", () => {
    expect(idsOf([0, 500, 1_000].map((ms) => broken("a", T0 + 5_000 + ms)))).toEqual(
      Array(3).fill("server-restart"),
    );
  });
  it("are none when only two go", () => {
    expect(idsOf([0, 500].map((ms) => broken("a", T0 + 5_000 + ms)))).toEqual(
      Array(2).fill("abnormal-closure"),
    );
  });
  it("are the network when another host's go as well", () => {
    const connections = ["a", "a", "a", "b"].map((host, i) => broken(host, T0 + 5_000 + i));
    expect(idsOf(connections)).toEqual(Array(4).fill("network-lost"));
  });
});

describe("what is left", () => {
  it("is told of a page worker's socket without claiming a cause", () => {
    const connection = makeConnection({
      pageWorker: true,
      handshake: { status: 101 },
      end: { at: T0 + 900, by: "devtools", code: null, reason: "", wasClean: null },
    });
    expect(primaryOf(connection)).toMatchObject({ id: "abnormal-closure", severity: "info" });
  });

  it("takes DevTools' words on a broken frame", () => {
    const broken = (error: string) =>
      primaryOf(makeConnection({ open: true, close: {}, handshake: { status: 101, error } })).id;
    expect(broken("Could not decode a text frame as UTF-8.")).toBe("invalid-payload");
    expect(broken("Invalid frame header")).toBe("protocol-error");
  });

  it("says what of the tab is not to be trusted or is missing", () => {
    const session = makeSession({
      forgedCount: 2,
      handshakesPaused: true,
      dropped: [{ documentId: "d1", at: T0, count: 5, sizeBytes: 9, why: "back-pressure" }],
    });
    expect(
      diagnose(session, T0)
        .findings.map(({ id }) => id)
        .sort(),
    ).toEqual(["page-forged", "recording-incomplete", "recording-incomplete"]);
  });

  it("names frames that the page had prepared, while they are there and without a hook", () => {
    const prepared = { top: false, hooked: false, prepared: true };
    const documents = [
      makeDocument(),
      makeDocument({ ...prepared, id: "d2", url: "https://app.example.com/frame" }),
      makeDocument({ ...prepared, id: "d3", state: "gone" }),
      makeDocument({ ...prepared, id: "d4", hooked: true }),
      makeDocument({ id: "d5", top: false, hooked: false }),
    ];
    const { findings } = diagnose(makeSession({ documents }), T0);
    expect(findings).toMatchObject([
      {
        id: "recording-incomplete",
        severity: "info",
        title: "Not watched: 1 frame",
        evidence: [{ is: "frame-unseen", value: "https://app.example.com/frame" }],
      },
    ]);
  });

  it("tells of handshakes of which it cannot be known whose they are, and counts none", () => {
    const told = (key: string, known: Partial<SeenHandshake>): SeenHandshake => ({
      ...{ url: "wss://api.example.com/live?token=x", startedAt: T0, endedAt: null },
      ...{ mark: null, fromWorker: true, handshake: makeHandshake({ key }) },
      ...known,
    });
    const session = makeSession({
      unmatchedHandshakes: [
        ...[told("a", {}), told("b", {})],
        told("of a page that is slow", { mark: "0.5.1", fromWorker: false }),
      ],
    });
    const { findings, connections, health } = diagnose(session, T0);
    expect(findings).toMatchObject([
      {
        severity: "info",
        title: "DevTools lists 2 sockets of which it cannot be told whose they are",
        evidence: [{ is: "handshakes-unseen", of: "wss://api.example.com/live", value: 2 }],
      },
    ]);
    expect(connections).toEqual([]);
    expect(health.grade).toBe("A");
  });

  it("names the page in the tab as the subject", () => {
    const documents = [makeDocument({ id: "old", page: 0 }), makeDocument({ id: "d2", page: 1 })];
    const { findings } = diagnose(makeSession({ forgedCount: 1, documents }), T0);
    expect(findings[0]?.subject).toMatchObject({ kind: "page", id: "d2" });
  });
});
