import { describe, expect, it } from "vitest";
import { findingsOf, makeTalk, primaryOf, received, sent, troubleOf } from "../../content/talk.ts";

const error = (code: string | number, message: string) =>
  received(JSON.stringify({ error: { code, message } }));
const hello = [sent('{"type":"hello"}'), received('{"type":"welcome"}')];

describe("an error in the last messages", () => {
  it.each<[string | number, string, string]>([
    ["invalid_api_key", "Incorrect API key provided", "auth-rejected"],
    ["x", "Token has expired", "auth-rejected"],
    [401, "who are you", "auth-rejected"],
    ["rate_limit_exceeded", "Rate limit reached for model: 10000 tokens per min", "rate-limited"],
    [429, "later", "rate-limited"],
    [
      "insufficient_quota",
      "You exceeded your current quota, please check your plan",
      "quota-exhausted",
    ],
    ["x", "Your credit balance is too low", "quota-exhausted"],
    [
      "context_length_exceeded",
      "This model's maximum context length is 8192 tokens",
      "quota-exhausted",
    ],
    ["E_BOOM", "something else", "error-payload"],
  ])("%s “%s” before a bare close is %s", (code, message, id) => {
    const connection = makeTalk({ lines: [...hello, error(code, message)], close: { code: 1000 } });
    expect(primaryOf(connection)).toMatchObject({ id, severity: "error" });
  });

  it("tells a token limit of the model from an empty account", () => {
    const context = makeTalk({
      lines: [error("context_length_exceeded", "too long")],
      close: { code: 1000 },
    });
    expect(primaryOf(context).title).toContain("Token limit of the model");
    const quota = makeTalk({ lines: [error("insufficient_quota", "x")], close: { code: 1000 } });
    expect(primaryOf(quota).title).toContain("Quota used up");
  });

  it("explains why the page hung up", () => {
    const connection = makeTalk({
      lines: [...hello, error("unauthorized", "no")],
      closing: { code: 4000 },
      close: { code: 4000 },
    });
    expect(primaryOf(connection)).toMatchObject({ id: "auth-rejected" });
    expect(primaryOf(connection).explanation).toContain("the page closed the connection");
  });

  it("is no reason for a page that closes some seconds later", () => {
    const connection = makeTalk({
      lines: [...hello, error("E_BOOM", "no such room")],
      quietMs: 2_000,
      closing: {},
      close: { code: 1005 },
    });
    expect(primaryOf(connection).id).toBe("closed-by-page");
  });

  it("leaves a code that says more to itself, and stands beside it", () => {
    const connection = makeTalk({ lines: [error("E_BOOM", "boom")], close: { code: 1011 } });
    expect(primaryOf(connection).id).toBe("server-error");
    expect(findingsOf(connection)).toContainEqual(
      expect.objectContaining({ id: "error-payload", severity: "info", primary: false }),
    );
  });

  it("explains nothing where the conversation went on", () => {
    const more = [1, 2, 3].map((n) => received(`{"type":"trade","n":${n}}`));
    const connection = makeTalk({
      lines: [error("E_BOOM", "boom"), ...more],
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).toBe("closed-normally");
  });

  it("explains nothing that came long before the end", () => {
    const connection = makeTalk({
      lines: [error("E_BOOM", "boom")],
      quietMs: 60_000,
      close: { code: 1006 },
    });
    expect(primaryOf(connection).id).not.toBe("error-payload");
  });

  it.each([
    [403, "forbidden"],
    [403, "no"],
  ])(
    "leaves open what %i “%s” refuses, which may be the content as well as the account",
    (code, words) => {
      const connection = makeTalk({ lines: [...hello, error(code, words)], close: { code: 1000 } });
      const { id, title, causes } = primaryOf(connection);
      expect(id).toBe("auth-rejected");
      expect(title).toContain("Forbidden");
      expect(causes.join(" ")).toContain("moderation");
    },
  );

  it("warns of a limit while the connection lives on", () => {
    const [finding] = findingsOf(makeTalk({ lines: [error(429, "slow down")] }));
    expect(finding).toMatchObject({ id: "rate-limited", severity: "warning", primary: false });
  });

  it("remarks one refused request of a conversation that works, and warns of two", () => {
    const asked = (answer: ReturnType<typeof received>) => [sent('{"op":"get"}'), answer];
    const works = Array.from({ length: 4 }, () => asked(received('{"result":1}'))).flat();
    const refused = asked(error(403, "forbidden"));
    expect(findingsOf(makeTalk({ lines: [...works, ...refused] }))).toMatchObject([
      { id: "auth-rejected", severity: "info", until: null },
    ]);
    expect(troubleOf(makeTalk({ lines: [...works, ...refused, ...refused] }))).toEqual([
      "auth-rejected",
    ]);
  });

  it("warns of a refused login on a connection that lives on", () => {
    const login = [...hello, sent('{"op":"login"}'), error(401, "unauthorized")];
    expect(troubleOf(makeTalk({ lines: login }))).toEqual(["auth-rejected"]);
    expect(troubleOf(makeTalk({ lines: [...login, received('{"result":1}')] }))).toEqual([]);
  });

  it("says how long to wait", () => {
    const body = JSON.stringify({ error: { code: 429, message: "x", retryAfterMs: 1_500 } });
    const connection = makeTalk({ lines: [received(body)], close: { code: 1008 } });
    expect(primaryOf(connection).explanation).toContain("it asks to wait 1.5 s");
  });

  it("points to the message and leaves out what looks like a key", () => {
    const key = "sk-proj-a1B2c3D4e5F6g7H8i9J0";
    const connection = makeTalk({
      lines: [...hello, error("invalid_api_key", `Incorrect API key provided: ${key}`)],
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.evidence[0]?.ref).toEqual({ connectionId: connection.id, seq: 2 });
    expect(JSON.stringify(finding)).not.toContain(key);
    expect(finding.explanation).toContain("***");
  });
});

describe("the errors of protocols", () => {
  it.each<[string, string, string, Parameters<typeof makeTalk>[0]["lines"], string]>([
    [
      "Socket.IO",
      "wss://h.example/socket.io/?EIO=4",
      "",
      [received('44{"message":"invalid token"}')],
      "auth-rejected",
    ],
    [
      "graphql-ws",
      "wss://h.example/",
      "graphql-ws",
      [received('{"type":"connection_error","payload":{"message":"Forbidden"}}')],
      "auth-rejected",
    ],
    [
      "Hasura's errors in graphql-ws",
      "wss://h.example/v1/graphql",
      "graphql-ws",
      [
        received(
          '{"type":"connection_error","payload":{"errors":[{"message":"Could not verify JWT: JWTExpired","extensions":{"code":"invalid-jwt"}}]}}',
        ),
      ],
      "auth-rejected",
    ],
    [
      "STOMP",
      "wss://h.example/",
      "v12.stomp",
      [received("ERROR\nmessage:Access denied\n\n\0")],
      "auth-rejected",
    ],
    [
      "MQTT",
      "wss://h.example/",
      "mqtt",
      [received(Uint8Array.from([0x20, 2, 0, 5]))],
      "auth-rejected",
    ],
    [
      "JSON-RPC",
      "wss://h.example/",
      "",
      [
        sent('{"jsonrpc":"2.0","id":1,"method":"a"}'),
        received('{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit exceeded"}}'),
      ],
      "rate-limited",
    ],
    [
      "Pusher",
      "wss://h.example/app/x?protocol=7",
      "",
      [received('{"event":"pusher:error","data":{"code":4004,"message":"Over connection quota"}}')],
      "quota-exhausted",
    ],
    [
      "Phoenix",
      "wss://h.example/socket/websocket?vsn=2.0.0",
      "",
      [
        received(
          '["1","1","r:1","phx_reply",{"status":"error","response":{"code":"ConnectionRateLimitReached"}}]',
        ),
      ],
      "rate-limited",
    ],
    [
      "SignalR",
      "wss://h.example/hub",
      "",
      [
        sent('{"protocol":"json","version":1}\x1e'),
        received('{"error":"Requested protocol is not available"}\x1e'),
      ],
      "error-payload",
    ],
  ])("%s are read", (_, url, protocol, lines, id) => {
    const connection = makeTalk({ url, open: { protocol }, lines, close: { code: 1000 } });
    expect(primaryOf(connection).id).toBe(id);
  });
});

describe("a close reason", () => {
  it.each([
    [1008, "insufficient_quota: quota exceeded", "quota-exhausted"],
    [4000, "maximum context length reached", "quota-exhausted"],
    [1008, "rate limit reached", "rate-limited"],
  ])("%i “%s” is %s", (code, reason, id) => {
    expect(primaryOf(makeTalk({ lines: hello, close: { code, reason } })).id).toBe(id);
  });

  it("of graphql-transport-ws' 4401 is about the order where subscribe came before the ack", () => {
    const lines = [
      sent('{"type":"connection_init"}'),
      sent('{"id":"1","type":"subscribe","payload":{}}'),
    ];
    const close = { code: 4401, reason: "Unauthorized" };
    const open = { protocol: "graphql-transport-ws" };
    expect(primaryOf(makeTalk({ open, lines, close })).id).toBe("closed-by-server");
    const acked = [sent('{"type":"connection_init"}'), received('{"type":"connection_ack"}')];
    expect(primaryOf(makeTalk({ open, lines: acked, close })).id).toBe("auth-rejected");
  });
});
