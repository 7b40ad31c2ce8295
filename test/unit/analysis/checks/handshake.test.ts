import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { judgeError } from "../../../../src/analysis/knowledge/handshake-errors.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeProbe, makeSession, T0 } from "../../../builders.ts";

const primaryOf = (connection: Connection, session = {}) => {
  const { findings } = diagnose(
    makeSession({ ...session, connections: [connection] }),
    T0 + 60_000,
  );
  const [primary, ...others] = findings.filter((finding) => finding.primary);
  expect(others).toEqual([]);
  if (!primary) throw new Error("nothing explains the end");
  return primary;
};

const failed = (error: string | null, status: number | null = null) =>
  primaryOf(makeConnection({ close: {}, handshake: { error, status } }));

describe("Chromium's words for a failed handshake", () => {
  it.each([
    ["Error during WebSocket handshake: Unexpected response code: 200", "handshake-not-websocket"],
    ["Error during WebSocket handshake: Unexpected response code: 302", "handshake-rejected"],
    ["Error during WebSocket handshake: Unexpected response code: 400", "handshake-rejected"],
    ["Error during WebSocket handshake: Unexpected response code: 403", "auth-rejected"],
    ["Error during WebSocket handshake: Unexpected response code: 404", "handshake-not-found"],
    ["Error during WebSocket handshake: Unexpected response code: 410", "handshake-not-found"],
    ["Error during WebSocket handshake: Unexpected response code: 418", "handshake-rejected"],
    ["Error during WebSocket handshake: Unexpected response code: 426", "handshake-not-websocket"],
    ["Error during WebSocket handshake: Unexpected response code: 429", "rate-limited"],
    ["Error during WebSocket handshake: Unexpected response code: 500", "handshake-server-error"],
    ["Error during WebSocket handshake: Unexpected response code: 502", "handshake-server-error"],
    ["Error during WebSocket handshake: Unexpected response code: 503", "handshake-server-error"],
    ["Error during WebSocket handshake: Unexpected response code: 504", "handshake-server-error"],
    ["HTTP Authentication failed; no valid credentials available", "auth-rejected"],
    ["Proxy authentication failed", "auth-rejected"],
    ["net::ERR_UNEXPECTED_PROXY_AUTH", "auth-rejected"],
    ["Establishing a tunnel via proxy server failed.", "handshake-unreachable"],
    ["Error in connection establishment: net::ERR_CONNECTION_REFUSED", "handshake-refused"],
    ["Error in connection establishment: net::ERR_NAME_NOT_RESOLVED", "handshake-dns"],
    ["net::ERR_CONNECTION_RESET", "handshake-unreachable"],
    ["Error during WebSocket handshake: net::ERR_CONNECTION_RESET", "handshake-unreachable"],
    ["Error during WebSocket handshake: net::ERR_CONNECTION_CLOSED", "handshake-unreachable"],
    ["net::ERR_CONNECTION_TIMED_OUT", "handshake-timeout"],
    ["net::ERR_TIMED_OUT", "handshake-timeout"],
    ["net::ERR_INTERNET_DISCONNECTED", "handshake-unreachable"],
    ["net::ERR_NETWORK_CHANGED", "handshake-unreachable"],
    ["net::ERR_ADDRESS_UNREACHABLE", "handshake-unreachable"],
    ["net::ERR_CERT_AUTHORITY_INVALID", "handshake-tls"],
    ["net::ERR_CERT_DATE_INVALID", "handshake-tls"],
    ["net::ERR_CERT_COMMON_NAME_INVALID", "handshake-tls"],
    ["net::ERR_CERT_REVOKED", "handshake-tls"],
    ["net::ERR_SSL_PROTOCOL_ERROR", "handshake-tls"],
    ["net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH", "handshake-tls"],
    ["net::ERR_INVALID_RESPONSE", "handshake-not-websocket"],
    ["net::ERR_INVALID_HTTP_RESPONSE", "handshake-not-websocket"],
    ["net::ERR_TUNNEL_CONNECTION_FAILED", "handshake-unreachable"],
    ["net::ERR_BLOCKED_BY_CLIENT", "handshake-blocked"],
    ["net::ERR_UNSAFE_PORT", "handshake-blocked"],
    ["net::ERR_ABORTED", "handshake-failed"],
    ["net::ERR_FAILED", "handshake-failed"],
    ["Connection closed before receiving a handshake response", "handshake-not-websocket"],
    ["Error during WebSocket handshake: Invalid status line", "handshake-not-websocket"],
    ["Error during WebSocket handshake: 'Upgrade' header is missing", "handshake-not-websocket"],
    [
      "Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value",
      "handshake-not-websocket",
    ],
    [
      "Error during WebSocket handshake: 'Connection' header value must contain 'Upgrade'",
      "handshake-not-websocket",
    ],
    [
      "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
      "subprotocol-mismatch",
    ],
    [
      "Error during WebSocket handshake: Found an unsupported extension 'x' in 'Sec-WebSocket-Extensions' header",
      "handshake-not-websocket",
    ],
    ["WebSocket opening handshake timed out", "handshake-timeout"],
    ["WebSocket opening handshake was canceled", "handshake-failed"],
    ["WebSocket is closed before the connection is established.", "closed-by-page"],
    ["Insufficient resources", "too-many-sockets"],
    ["words that nobody has seen before", "handshake-failed"],
  ])("takes “%s” for %s", (error, id) => {
    expect(failed(error).id).toBe(id);
  });

  it("takes a status without words as well", () => {
    expect(failed(null, 403).id).toBe("auth-rejected");
    expect(failed(null, 429).id).toBe("rate-limited");
    expect(failed(null, 407).id).toBe("auth-rejected");
  });

  it("believes a status rather than words that say nothing", () => {
    expect(failed("net::ERR_FAILED", 404).id).toBe("handshake-not-found");
  });

  it("does not take the 200 of HTTP/2 for a refusal", () => {
    const opened = makeConnection({ open: true, handshake: { status: 200 } });
    expect(diagnose(makeSession({ connections: [opened] }), T0 + 5_000).findings).toEqual([]);
    expect(failed(null, 200).id).toBe("handshake-failed");
  });

  it("knows none of the words of a success", () => {
    expect(judgeError("")).toBeNull();
  });
});

describe("a failed handshake", () => {
  it("names the address that refused", () => {
    const connection = makeConnection({
      url: "ws://api.example.com:8443/x",
      close: {},
      handshake: { error: "net::ERR_CONNECTION_REFUSED" },
    });
    expect(primaryOf(connection).title).toBe("Refused: nothing listens on api.example.com:8443");
  });

  it("says how long a 429 asks to wait", () => {
    const responseHeaders = [{ name: "Retry-After", value: "120" }];
    const connection = makeConnection({ close: {}, handshake: { status: 429, responseHeaders } });
    const finding = primaryOf(connection);
    expect(finding.title).toContain("it asks to wait 120 s");
    expect(finding.evidence).toContainEqual(
      expect.objectContaining({ is: "header", of: "retry-after", value: "120" }),
    );
  });

  it("needs DevTools where they were closed", () => {
    const finding = primaryOf(makeConnection({ close: {} }));
    expect(finding).toMatchObject({ id: "handshake-failed", needs: "devtools" });
    expect(finding.explanation).toContain("Find out");
    expect(finding.explanation).toContain("Ruled out");
  });

  it("does not ask for DevTools that were open", () => {
    const finding = primaryOf(makeConnection({ close: {} }), {
      devtools: [{ since: T0 - 1, until: null }],
    });
    expect(finding.needs).toBeUndefined();
  });

  it("says that another extension hides a blank reason", () => {
    const finding = primaryOf(makeConnection({ close: {}, handshake: { blanked: true } }));
    expect(finding.id).toBe("handshake-failed");
    expect(finding.title).toContain("another extension");
    expect(finding.explanation).toContain("Find out");
  });

  it("takes offline for the cause when the browser had said so", () => {
    const lifecycle = [{ kind: "offline" as const, at: T0 - 10, documentId: "d1" }];
    expect(primaryOf(makeConnection({ close: {} }), { lifecycle }).id).toBe(
      "handshake-unreachable",
    );
  });
});

describe("the probe", () => {
  const probed = (probe: Parameters<typeof makeProbe>[0]) =>
    primaryOf(
      makeConnection({ close: {}, handshake: { blanked: true }, probes: [makeProbe(probe)] }),
    );

  it.each([
    [{ outcome: "failed" as const, error: "net::ERR_CONNECTION_REFUSED" }, "handshake-refused"],
    [{ outcome: "failed" as const, error: "net::ERR_CERT_AUTHORITY_INVALID" }, "handshake-tls"],
    [{ outcome: "failed" as const, error: "net::ERR_NAME_NOT_RESOLVED" }, "handshake-dns"],
    [{ status: 401 }, "auth-rejected"],
    [{ status: 302 }, "handshake-rejected"],
    [{ status: 502 }, "handshake-server-error"],
    [{ status: 503 }, "handshake-server-error"],
    [{ status: 504 }, "handshake-server-error"],
    [{ status: 522 }, "handshake-server-error"],
    [{ status: 511 }, "handshake-rejected"],
    [{ status: 429 }, "rate-limited"],
  ])("makes %j a %s, less surely than the browser's words would", (probe, id) => {
    const finding = probed(probe);
    expect(finding.id).toBe(id);
    expect(finding.explanation).toContain("the handshake's own answer was not seen");
    expect(finding.confidence).toBeLessThan(0.7);
    expect(finding.evidence.map(({ is }) => is)).toContain("probe");
  });

  it.each([426, 400, 200, 403, 404, 405, 500, null])(
    "proves with %s no more than that HTTP is answered",
    (status) => {
      const finding = probed({ status });
      expect(finding.id).toBe("handshake-failed");
      expect(finding.title).toContain("answers HTTP");
      expect(finding.explanation).toContain("window without an extension");
    },
  );

  it("is the login's answer where cookies were asked for, came, and were not enough", () => {
    const asked = [{ status: 401 }, { status: 403, withCredentials: true }].map(makeProbe);
    const idOf = (probes: typeof asked) => primaryOf(makeConnection({ close: {}, probes })).id;
    expect(idOf(asked)).toBe("auth-rejected");
    expect(idOf(asked.slice(1))).toBe("handshake-failed");
  });

  it("goes after what the browser said of itself", () => {
    const connection = makeConnection({ close: {}, probes: [makeProbe({ status: 502 })] });
    const lifecycle = [{ kind: "offline" as const, at: T0 - 10, documentId: "d1" }];
    const finding = primaryOf(connection, { lifecycle });
    expect(finding).toMatchObject({ id: "handshake-unreachable", variant: "offline" });
  });

  it("says so where nothing answered it in time", () => {
    expect(probed({ outcome: "timeout" }).explanation).toContain("within 5 s");
  });

  it("never speaks against the browser's own words", () => {
    const connection = makeConnection({
      close: {},
      handshake: { status: 403 },
      probes: [makeProbe({ outcome: "failed", error: "net::ERR_CONNECTION_REFUSED" })],
    });
    expect(primaryOf(connection).id).toBe("auth-rejected");
  });

  it("says nothing of a connection that had opened", () => {
    const connection = makeConnection({
      open: true,
      close: {},
      probes: [makeProbe({ outcome: "failed", error: "net::ERR_CONNECTION_REFUSED" })],
    });
    expect(primaryOf(connection).id).toBe("immediate-disconnect");
  });
});

describe("before the network", () => {
  it("names the directive that forbade a connection", () => {
    const connection = makeConnection({
      csp: { at: T0 + 1, directive: "connect-src" },
      end: { at: T0 + 2, by: "error", code: null, reason: "", wasClean: null },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("handshake-blocked");
    expect(finding.evidence).toContainEqual(
      expect.objectContaining({ is: "directive", value: "connect-src", at: T0 + 1 }),
    );
  });

  it.each([
    ["SecurityError", "An insecure WebSocket connection may not be initiated", "handshake-blocked"],
    ["SyntaxError", "The URL 'ws://:0:' is invalid.", "invalid-url"],
    ["SyntaxError", "The subprotocol 'a b' is invalid.", "invalid-url"],
  ])("makes a %s of the constructor (%s) a finding about the page", (name, message, id) => {
    const error = { documentId: "d1", at: T0, url: "ws://h/", name, message, stack: null };
    const { findings } = diagnose(makeSession({ constructorErrors: [error] }), T0 + 1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ id, primary: false, subject: { kind: "page" } });
  });

  it("tells a change of mind from giving up", () => {
    const closedAfter = (waitedMs: number, error: string | null = null) =>
      primaryOf(
        makeConnection({
          closing: { at: T0 + waitedMs },
          close: { at: T0 + waitedMs + 1 },
          handshake: error === null ? null : { error },
        }),
      );
    expect(closedAfter(5).id).toBe("closed-by-page");
    expect(closedAfter(5).severity).toBe("info");
    expect(closedAfter(2_999).id).toBe("closed-by-page");
    expect(closedAfter(3_000).id).toBe("handshake-timeout");
    expect(closedAfter(4_000).title).toContain("4 s");
    // DevTools has the same words for both.
    const words = "WebSocket is closed before the connection is established.";
    expect(closedAfter(5, words).id).toBe("closed-by-page");
    expect(closedAfter(3_000, words).id).toBe("handshake-timeout");
  });

  it("says while it lasts that no answer comes", () => {
    const session = makeSession({ connections: [makeConnection()] });
    expect(diagnose(session, T0 + 9_999).findings).toEqual([]);
    expect(diagnose(session, T0 + 12_000).findings[0]).toMatchObject({
      id: "handshake-timeout",
      primary: false,
      until: null,
    });
  });

  it("names the handshake that another one waits for", () => {
    const first = makeConnection({ createdAt: T0 });
    const second = makeConnection({ createdAt: T0 + 100 });
    const elsewhere = makeConnection({ createdAt: T0 + 200, url: "wss://other.example/" });
    const session = makeSession({ connections: [first, second, elsewhere] });
    const queued = diagnose(session, T0 + 5_000).findings.filter(
      ({ id }) => id === "handshake-queued",
    );
    expect(queued.map(({ subject }) => subject.id)).toEqual([second.id]);
    expect(queued[0]?.title).toContain(`#${first.ordinal}`);
  });

  it("blames no server for handshakes that were given up in line", () => {
    const inLine = (i: number, known = {}) =>
      makeConnection({
        createdAt: T0 + i * 10,
        url: `wss://api.example.com/room${i}`,
        closing: { at: T0 + 5_000 + i },
        close: { at: T0 + 5_001 + i, code: 1006 },
        ...known,
      });
    const primaries = (connections: Connection[]) => {
      const { findings } = diagnose(makeSession({ connections }), T0 + 20_000);
      return connections.map(
        ({ id }) => findings.find(({ primary, subject }) => primary && subject.id === id)?.id,
      );
    };
    expect(primaries([0, 1, 2].map((i) => inLine(i)))).toEqual([
      "handshake-timeout",
      "handshake-queued",
      "handshake-queued",
    ]);
    const [first, ...others] = [0, 1, 2].map((i) => inLine(i));
    const session = makeSession({ connections: first ? [first, ...others] : [] });
    const titles = diagnose(session, T0 + 20_000).findings.map(({ title }) => title);
    const named = titles.filter((title) => title.includes(`behind connection #${first?.ordinal}`));
    expect(named).toHaveLength(2);
    const sent = inLine(1, { closing: { at: T0 + 9_000 }, close: { at: T0 + 9_001, code: 1006 } });
    expect(primaries([inLine(0), sent])[1]).toBe("handshake-timeout");
  });
});
