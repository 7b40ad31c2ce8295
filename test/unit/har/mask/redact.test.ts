import { describe, expect, it } from "vitest";
import { redactRow, redactSession } from "../../../../src/har/mask/redact.ts";
import { redactTraffic } from "../../../../src/har/mask/redact-traffic.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import { createMasker } from "../../../../src/secrets/masker.ts";
import { endpointOf } from "../../../../src/session/endpoint.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeFullSession, makeRow, makeSession, START } from "../full-session.ts";

const CLAIMS = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTUxNzYwMDB9";
const JWT = `${CLAIMS}.c2lnbmF0dXJlLW9mLWl0`;
const SECRET = "s3cr3tValue0123456789abc";

const redact = (known: Partial<Connection>): Connection => {
  const [connection] = redactSession(makeSession(makeConnection(known))).connections.values();
  if (!connection) throw new Error("the connection is gone");
  return connection;
};
const maskUrl = (url: string) => createMasker().url(url, "address");
const maskText = (text: string) => createMasker().text(text, "message");
const maskSent = (body: string | Uint8Array<ArrayBuffer>) => redactRow(makeRow({ body })).body;

describe("masking a URL", () => {
  it.each([
    ["wss://x.test/ws?access_token=abc&room=1", "wss://x.test/ws?access_token=***1&room=1"],
    ["wss://x.test/ws?room=lobby", "wss://x.test/ws?room=lobby"],
    ["wss://user:pass@x.test/ws", "wss://***1@x.test/ws"],
    [`wss://x.test/ws?jwt=${JWT}`, `wss://x.test/ws?jwt=${CLAIMS}.***1`],
    [`wss://x.test/${JWT}/ws`, `wss://x.test/${CLAIMS}.***1/ws`],
    [`wss://x.test/ws?${SECRET}`, "wss://x.test/ws?***1"],
    ["https://x.test/page#id_token=abcdef", "https://x.test/page#id_token=***1"],
    ["wss://x.test/ws?k%65y=abc'def;ghi", "wss://x.test/ws?k%65y=***1"],
    ["wss://x.test/ws?a=%ZZ&token=%ZZ", "wss://x.test/ws?a=%ZZ&token=***1"],
  ])("turns %s into %s", (url, masked) => {
    expect(maskUrl(url)).toBe(masked);
    expect(maskUrl(masked)).toBe(masked);
  });

  it.each([
    "wss://x.test/ws?access_token=abc&room=1",
    `wss://x.test/ws?jwt=${JWT}`,
    `wss://x.test/${JWT}/ws`,
    `wss://x.test/ws?${SECRET}`,
    "wss://user:pass@x.test/ws?room=7",
  ])("leaves the endpoint of %s what it was", (url) => {
    expect(endpointOf(maskUrl(url))).toBe(endpointOf(url));
    expect(maskUrl(endpointOf(url))).toBe(endpointOf(url));
  });
});

describe("masking a message", () => {
  it.each([
    ['{"type":"auth","token":"abc"}', '{"type":"auth","token":"***1"}'],
    ['{"password" : "a\\"b\\\\","x":1}', '{"password" : "***1","x":1}'],
    ['42["login",{"apiKey":"k1"}]', '42["login",{"apiKey":"***1"}]'],
    [
      '{"data":"{\\"token\\":\\"a\\\\\\"b\\",\\"n\\":1}"}',
      '{"data":"{\\"token\\":\\"***1\\",\\"n\\":1}"}',
    ],
    ['{"token":"cut off here', '{"token":"***1'],
    [`{"t":"${JWT}"}`, `{"t":"${CLAIMS}.***1"}`],
    [`{"token":"${JWT}"}`, `{"token":"${CLAIMS}.***1"}`],
    ["CONNECT\nAuthorization: Bearer abc123def456\n\n", "CONNECT\nAuthorization: Bearer ***1\n\n"],
    ["see wss://x.test/?token=abc now", "see wss://x.test/?token=***1 now"],
    ["login secret=hunter2a", "login secret=***1"],
  ])("turns %s into %s", (body, masked) => {
    expect(maskSent(body)).toBe(masked);
  });

  it.each([
    '{"type":"error","code":"rate_limited","key":"ArrowLeft"}',
    '{"error":{"code":"context_length_exceeded","message":"too many tokens"}}',
    '{"token":"","password":"true"}',
    "Basic authentication failed",
    "close code=1008 session=closed",
    "token expired",
    '{"a":"?b=c","d":"x=y"}',
  ])("leaves %s as it is", (body) => {
    expect(maskSent(body)).toBe(body);
  });

  it("masks text within binary at its length, so that decoders still find their fields", () => {
    const body = Uint8Array.from(Buffer.from(`\x81\xa5{"token":"abc"}\x00${JWT}\xff`, "latin1"));
    const masked = Buffer.from(maskSent(body) as Uint8Array).toString("latin1");
    expect(masked).toBe(`\x81\xa5{"token":"***"}\x00${CLAIMS}.***2${"*".repeat(16)}\xff`);
    expect(body).toEqual(
      Uint8Array.from(Buffer.from(`\x81\xa5{"token":"abc"}\x00${JWT}\xff`, "latin1")),
    );
  });

  it.each([
    ["MessagePack", [0x82, 0xa5], [0xb0], [0xa4], [0xa3]],
    ["MessagePack with longer heads", [0x82, 0xd9, 5], [0xda, 0, 16], [0xd9, 4], [0xa3]],
    ["CBOR", [0xa2, 0x65], [0x70], [0x64], [0x63]],
    ["MessagePack behind a length", [32, 0x82, 0xa5], [0xb0], [0xa4], [0xa3]],
  ])("masks a secret's text in %s, and nothing beside it", (_, first, long, name, short) => {
    const pack = (secret: string) =>
      Uint8Array.from(
        [first, "token", long, secret, name, "room", short, "one"].flatMap((part) =>
          typeof part === "string" ? [...Buffer.from(part)] : part,
        ),
      );
    expect(maskSent(pack("a1b2c3d4e5f6g7h8"))).toEqual(pack(`***1${"*".repeat(12)}`));
  });

  it("masks no text that only looks like a packed one", () => {
    const prose = Uint8Array.from(Buffer.from("ktoken_is_mythical_and_long token_of_a_kind"));
    expect(maskSent(prose)).toEqual(prose);
  });

  it.each([
    ["of secrets", [0xa5, ...Buffer.from("token"), 0xda, 0xff, 0xff]],
    ["of what may be some", [0xa4, ...Buffer.from("code"), 0xda, 0xff, 0xff]],
  ])("takes no long time for packed texts one within the other, %s", (_, part) => {
    const hostile = new Uint8Array(2 * 1024 * 1024).map((_zero, i) => part[i % part.length] ?? 0);
    expect(maskSent(hostile)).toHaveLength(hostile.length);
  });

  it.each([
    "\\",
    "eyJ-",
    "eyJaaaa.",
    "ws://",
    "Bearer ",
    '"',
    "a=",
    '"token":"',
    "key ",
    "auth=",
    "sk-a1",
  ])("takes its time from no hostile body of many %j", (part) => {
    expect(maskText(part.repeat(200_000))).toBeTypeOf("string");
  });

  it("masks a body of many MiB without running out of stack", () => {
    const long = "x".repeat(8 * 1024 * 1024);
    expect(maskText(`{"a":"${long}","token":"${long}"}`)).toBe(`{"a":"${long}","token":"***1"}`);
  });
});

describe("masking a connection", () => {
  const handshake = (request: [string, string][], response: [string, string][] = []) => ({
    key: "k",
    at: START,
    status: 101,
    statusText: "",
    error: null,
    blanked: false,
    requestHeaders: request.map(([name, value]) => ({ name, value })),
    responseHeaders: response.map(([name, value]) => ({ name, value })),
    remoteAddress: null,
    durationMs: null,
  });

  it("masks credentials in headers, and leaves what the diagnosis reads", () => {
    const masked = redact({
      handshake: handshake(
        [
          ["Authorization", "Bearer abcdef"],
          ["Cookie", "sid=1"],
          ["Origin", "https://x.test"],
          ["Referer", "https://x.test/?token=abc"],
        ],
        [
          ["set-cookie", "a=b"],
          ["Retry-After", "30"],
          ["x-ratelimit-remaining-tokens", "0"],
          ["Location", "/login?token=abc"],
        ],
      ),
    }).handshake;
    expect(masked?.requestHeaders.map(({ value }) => value)).toEqual([
      "Bearer ***1",
      "***2",
      "https://x.test",
      "https://x.test/?token=***3",
    ]);
    expect(masked?.responseHeaders.map(({ value }) => value)).toEqual([
      "***4",
      "30",
      "0",
      "/login?token=***3",
    ]);
  });

  it("masks bearer subprotocols alike in the offer, the answer and the headers", () => {
    const masked = redact({
      protocols: ["bearer", "secretive", "v1.json"],
      open: { at: START, protocol: "secretive", extensions: "" },
      handshake: handshake([["Sec-WebSocket-Protocol", "bearer, secretive, v1.json"]]),
    });
    expect(masked.protocols).toEqual(["bearer", "***1", "v1.json"]);
    expect(masked.open?.protocol).toBe("***1");
    expect(masked.handshake?.requestHeaders[0]?.value).toBe("bearer, ***1, v1.json");
  });

  it("masks stacks, reasons, samples, failures and probes", () => {
    const leak = `wss://x.test/?token=${SECRET}`;
    const masked = redact({
      url: leak,
      stack: leak,
      closing: { at: START, code: 4000, reason: leak, stack: leak },
      end: { at: START, by: "close", code: 4000, reason: leak, wasClean: true },
      first: [{ seq: 0, at: START, direction: "send", body: `{"token":"${SECRET}"}` }],
      last: [
        {
          seq: 1,
          at: START,
          direction: "send",
          body: Uint8Array.from(Buffer.from(`{"token":"${SECRET}"}`)),
        },
      ],
      sendFailure: { count: 1, name: "E", message: leak, at: START },
      probes: [
        {
          at: START,
          withCredentials: false,
          outcome: "failed",
          durationMs: 1,
          status: null,
          error: leak,
          headers: [{ name: "Location", value: leak }],
          pages: [leak],
        },
      ],
    });
    const bytes = Buffer.from(masked.last[0]?.body as Uint8Array).toString();
    expect(JSON.stringify(masked) + bytes).not.toContain(SECRET);
  });

  it("leaves a session without secrets as it is, but for its texts' hashes", () => {
    const { session } = makeFullSession();
    const masked = redactSession(session);
    const whose = {};
    for (const [id, { traffic }] of masked.connections) {
      const known = session.connections.get(id)?.traffic;
      if (!known) throw new Error(`no connection ${id}`);
      expect(traffic).toEqual(redactTraffic(known, whose));
      masked.connections.set(id, { ...(masked.connections.get(id) as Connection), traffic: known });
    }
    expect(masked).toEqual(session);
  });

  it.each(["Sk3u8UPHJeiRzlIQrjwTlw==", "token0UPHJeiRzlIQrjwTg=="])(
    "leaves the nonce of a handshake, %s, which opens nothing",
    (nonce) => {
      const headers = [
        { name: "Sec-WebSocket-Key", value: nonce },
        { name: "sec-websocket-accept", value: nonce },
      ];
      const [connection] = makeFullSession().session.connections.values();
      const handshake = connection?.handshake;
      if (!handshake) throw new Error("no handshake");
      const masked = redact({ handshake: { ...handshake, requestHeaders: headers } });
      expect(masked.handshake?.requestHeaders).toEqual(headers);
    },
  );

  it("leaves nothing of a secret in a masked file, and all of it in one that is not", () => {
    const leak = `https://x.test/?token=${SECRET}`;
    const session = makeSession(makeConnection({ url: leak.replace("https", "wss"), stack: leak }));
    session.constructorErrors = [
      { documentId: "d", at: 0, url: leak, name: "E", message: leak, stack: leak },
    ];
    const write = (masked: boolean) =>
      JSON.stringify(
        writeHar({
          session,
          rowsOf: () => [makeRow({ body: `{"password":"${SECRET}"}` })],
          report: { findings: [{ title: leak }] },
          creatorVersion: "1",
          exportedAt: START,
          masked,
        }),
      );
    expect(write(true)).not.toContain(SECRET);
    expect(readHar(write(false)).session).toEqual(session);
  });
});
