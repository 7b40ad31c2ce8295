import { describe, expect, it } from "vitest";
import { decodeBase64Url, findTokens } from "../../../../src/secrets/tokens.ts";
import { makeConnection, T0 } from "../../../builders.ts";
import { findingsOf, makeTalk, primaryOf, sent } from "../content/talk.ts";

const base64Url = (text: string) => Buffer.from(text).toString("base64url");
const jwt = (claims: object, signature = "c2lnbmF0dXJl") =>
  `${base64Url('{"alg":"HS256","typ":"JWT"}')}.${base64Url(JSON.stringify(claims))}.${signature}`;
/** A token that ends so many seconds after the connection was made. */
const endingIn = (seconds: number) => jwt({ sub: "ada", exp: T0 / 1_000 + seconds });

describe("reading a token", () => {
  it.each([
    ["plain", jwt({ exp: 1_800_000_000 })],
    ["in the middle of a text", `?a=1&token=${jwt({ exp: 1_800_000_000 })}&b=2`],
    ["in JSON", JSON.stringify({ auth: jwt({ exp: 1_800_000_000 }) })],
    ["with its signature masked", jwt({ exp: 1_800_000_000 }, "***")],
    ["with its end in milliseconds", jwt({ exp: 1_800_000_000_000 })],
    ["with letters beyond ASCII", jwt({ name: "Zoë 😀", exp: 1_800_000_000 })],
    [
      "wrapped for a subprotocol",
      `base64url.bearer.authorization.k8s.io.${base64Url(jwt({ exp: 1_800_000_000 }))}`,
    ],
  ])("finds its end, %s", (_, text) => {
    expect(findTokens(text)).toMatchObject([{ expiresAt: 1_800_000_000_000 }]);
  });

  it.each([
    ["without exp", jwt({ sub: "a" })],
    ["whose exp is a text", jwt({ exp: "soon" })],
    ["whose exp is absurd", jwt({ exp: 1e300 })],
    ["whose exp is negative", jwt({ exp: -5 })],
    ["whose claims are no JSON", `eyJhbGciOiJIUzI1NiJ9.${base64Url("hello")}.x`],
    ["whose header is none", `eyJhIjoxfQ.${base64Url('{"exp":1}')}.x`],
    ["of impossible length", "eyJhb.abcde.x"],
    ["without a second point", `x ${jwt({ exp: 1 }).split(".").slice(0, 2).join(".")}`],
  ])("is nothing to be told of one %s", (_, text) => {
    expect(findTokens(text)).toEqual([]);
  });

  it("takes no long time for a hostile text", () => {
    expect(findTokens("eyJ".repeat(100_000))).toEqual([]);
    expect(findTokens(`${"eyJhbGciOiJIUzI1NiJ9.".repeat(20_000)}`)).toEqual([]);
  });

  it.each([
    ["", ""],
    ["YQ", "a"],
    ["YQ==", "a"],
    ["YWI", "ab"],
    ["YWI=", "ab"],
    ["-_8", "\u00fb\u00ff"],
    ["+/8", "\u00fb\u00ff"],
    ["Y", null],
    ["Y*==", null],
  ])("decodes %s", (text, decoded) => {
    expect(decodeBase64Url(text)).toBe(decoded);
  });
});

describe("a token that had expired", () => {
  const url = `wss://api.example.com/live?token=${endingIn(-3_600)}`;

  it("explains a 401", () => {
    const connection = makeConnection({
      url,
      close: {},
      handshake: { status: 401, error: "Unexpected response code: 401" },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("token-expired");
    expect(finding.title).toContain("the token in the URL ran out 60 min before");
    expect(JSON.stringify(finding.evidence)).not.toContain("eyJ");
  });

  it("is the best guess where nothing is known of the handshake, and no more", () => {
    expect(primaryOf(makeConnection({ url, close: {} }))).toMatchObject({
      id: "token-expired",
      confidence: 0.6,
    });
    const refused = { error: "net::ERR_CONNECTION_REFUSED" };
    expect(primaryOf(makeConnection({ url, close: {}, handshake: refused })).id).toBe(
      "handshake-refused",
    );
  });

  it.each([
    ["a subprotocol", { protocols: ["bearer", endingIn(-60)] }, []],
    ["one of the first messages", {}, [sent(JSON.stringify({ auth: { token: endingIn(-60) } }))]],
  ])("is found in %s", (where, parts, lines) => {
    const connection = makeTalk({ ...parts, lines, close: { code: 1008, reason: "unauthorized" } });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("token-expired");
    expect(`${finding.title} ${finding.explanation}`).toContain(where);
  });

  it("is no trouble where the server takes it", () => {
    const connection = makeTalk({
      url,
      lines: [sent("hello")],
      quietMs: 60_000,
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).toBe("closed-normally");
  });
});

describe("a token that runs out", () => {
  const closing = (code: number, afterMs: number) =>
    makeTalk({
      protocols: [endingIn(600)],
      lines: [],
      quietMs: 600_000 + afterMs,
      close: { code },
    });

  it.each([
    [1000, 0],
    [1000, 4_000],
    [1006, 1_000],
    [4001, 2_000],
    [1008, 30_000],
  ])("explains a close with %i, %i ms later", (code, afterMs) => {
    const finding = primaryOf(closing(code, afterMs));
    expect(finding.id).toBe("token-expired");
    expect(finding.explanation).toContain("a subprotocol");
  });

  it.each([
    [1000, 30_000],
    [1000, -30_000],
    [1006, 60_000],
    [1008, 120_000],
    [1012, 3_000],
    [1013, 3_000],
    [1009, 3_000],
    [1001, 3_000],
  ])("does not explain a close with %i, %i ms apart", (code, afterMs) => {
    expect(primaryOf(closing(code, afterMs)).id).not.toBe("token-expired");
  });

  it("explains whatever code says so in its reason", () => {
    const told = { ...closing(1012, 3_000) };
    told.end = told.end && { ...told.end, reason: "token expired" };
    expect(primaryOf(told).id).toBe("token-expired");
  });
});

describe("a secret in the URL", () => {
  const found = (url: string, parts = {}) =>
    findingsOf(makeConnection({ url, open: true, ...parts })).filter(
      ({ id }) => id === "secret-in-url",
    );

  it.each([
    ["wss://h.example/?api_key=abcd1234", "“api_key”"],
    ["wss://h.example/?access_token=***", "“access_token”"],
    [`wss://h.example/?x=${endingIn(3_600)}`, "“x”"],
    [`wss://h.example/room/${endingIn(3_600)}`, "“path”"],
    ["wss://ada:hunter2@h.example/", "user name and password"],
  ])("is a warning: %s", (url, name) => {
    const [finding] = found(url);
    expect(finding).toMatchObject({ severity: "warning", subject: { kind: "series" } });
    expect(finding?.title).toContain(name);
    expect(JSON.stringify(finding)).not.toMatch(/abcd1234|hunter2/);
  });

  it.each([
    "wss://h.example/?ticket=k3j4h5k3j4h5",
    "ws://localhost:3000/?token=abcd1234",
    `wss://h.example/?token=${jwt({ iat: 1_800_000_000, exp: 1_800_000_060 })}`,
  ])("is a remark: %s", (url) => {
    expect(found(url)[0]).toMatchObject({ severity: "info" });
  });

  it.each([
    "wss://h.example/?room=general&page=2",
    "wss://h.example/socket.io/?EIO=4&transport=websocket&sid=Lk3j4h5k3j4h5AAAB",
    "wss://h.example/?code=8f3a1b2c4d5e6f70",
    "wss://h.example/?room=8f3a1b2c4d5e6f70",
    "wss://h.example/?auth=1",
    "wss://h.example/?token=",
  ])("is none in %s", (url) => {
    expect(found(url)).toEqual([]);
  });

  it("is none of Vite's development server", () => {
    expect(found("ws://192.168.1.5:5173/?token=abcd1234", { protocols: ["vite-hmr"] })).toEqual([]);
  });

  it("is told once for all connections of an endpoint", () => {
    const url = "wss://h.example/?api_key=abcd1234";
    const findings = findingsOf(makeConnection({ url }), makeConnection({ url }));
    expect(findings.filter(({ id }) => id === "secret-in-url")).toHaveLength(1);
  });
});

describe("transport without encryption", () => {
  const severity = (url: string) =>
    findingsOf(makeConnection({ url, open: true })).find(({ id }) => id === "insecure-transport")
      ?.severity;

  it.each([
    ["ws://api.example.com/", "warning"],
    ["ws://8.8.8.8/", "warning"],
    ["ws://192.168.1.20:8123/", "info"],
    ["ws://printer.local/", "info"],
    ["ws://nas/", "info"],
    ["ws://localhost:3000/", undefined],
    ["ws://app.localhost/", undefined],
    ["ws://127.0.0.1/", undefined],
    ["ws://[::1]:80/", undefined],
    ["wss://api.example.com/", undefined],
  ])("to %s is %s", (url, expected) => {
    expect(severity(url)).toBe(expected);
  });
});
