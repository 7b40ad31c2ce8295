import { describe, expect, it } from "vitest";
import { findingsOf, makeTalk, primaryOf, received, sent, troubleOf } from "../../content/talk.ts";

const challenge = received(
  '{"type":"event","event":"connect.challenge","payload":{"nonce":"n","ts":1,"capabilities":[]}}',
);
const connect = sent(
  '{"type":"req","id":"1","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"auth":{"token":"***"}}}',
);
const hello = received(
  '{"type":"res","id":"1","ok":true,"payload":{"type":"hello-ok","protocol":4}}',
);
const tick = received('{"type":"event","event":"tick","payload":{}}');
const refusal = (code: string, message: string, more = {}) =>
  received(
    JSON.stringify({
      type: "res",
      id: "1",
      ok: false,
      error: { code: "INVALID_REQUEST", message, details: { code }, ...more },
    }),
  );

describe("OpenClaw's opening", () => {
  it("timed out where a clean 1000 ends 15 s of the page's silence", () => {
    const connection = makeTalk({ lines: [challenge], quietMs: 14_926, close: { code: 1000 } });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("application-handshake-timeout");
    expect(finding.title).toContain("never answered the challenge");
    expect(finding.title).toContain("15 s");
  });

  it.each([2_930, 9_950, 30_000])("timed out after %i ms of silence, too", (quietMs) => {
    const connection = makeTalk({ lines: [challenge], quietMs, close: { code: 1000 } });
    expect(primaryOf(connection).id).toBe("application-handshake-timeout");
  });

  it("timed out on the gateway's side where its answer to connect is what did not come", () => {
    const lines = [challenge, connect];
    const connection = makeTalk({ lines, quietMs: 9_850, close: { code: 1000 } });
    const { id, causes } = primaryOf(connection);
    expect(id).toBe("application-handshake-timeout");
    expect(causes.join(" ")).toContain("event loop");
    expect(causes.join(" ")).not.toContain("The page");
  });

  it.each([
    ["hello gateway", "text that is no JSON"],
    [Uint8Array.from([1, 2, 3]), "a binary message"],
  ])("failed where a clean 1000 follows %s", (body, format) => {
    const connection = makeTalk({
      lines: [challenge, sent(body)],
      quietMs: 60,
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("malformed-json");
    expect(finding.title).toContain(format);
    expect(finding.explanation).toContain("60 ms after the message");
  });

  it("was cut short where a clean 1000 follows a proper connect", () => {
    const connection = makeTalk({
      lines: [challenge, connect],
      quietMs: 60,
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("closed-before-ready");
    expect(finding.title).toContain("got no answer");
  });

  it.each([
    ["AUTH_TOKEN_MISMATCH", "unauthorized: gateway token mismatch", 1008, "auth-rejected"],
    ["AUTH_TOKEN_MISSING", "unauthorized: gateway token missing", 1008, "auth-rejected"],
    ["PAIRING_REQUIRED", "pairing required", 1008, "auth-rejected"],
    ["DEVICE_AUTH_SIGNATURE_INVALID", "device signature invalid", 1008, "auth-rejected"],
    ["CONTROL_UI_ORIGIN_NOT_ALLOWED", "origin not allowed", 1008, "auth-rejected"],
    [
      "AUTH_RATE_LIMITED",
      "unauthorized: too many failed authentication attempts",
      1008,
      "rate-limited",
    ],
    ["PROTOCOL_MISMATCH", "protocol mismatch", 1002, "protocol-error"],
    [
      "CONTROL_UI_BUILD_MISMATCH",
      "protocol mismatch: Control UI updated",
      1008,
      "policy-violation",
    ],
    ["x", "invalid handshake: first request must be connect", 1008, "policy-violation"],
  ])("was refused with %s", (code, message, closeCode, id) => {
    const connection = makeTalk({
      lines: [challenge, connect, refusal(code, message)],
      close: { code: closeCode, reason: message.slice(0, 120) },
    });
    const finding = primaryOf(connection);
    expect(finding).toMatchObject({ id, severity: "error" });
    expect(finding.title).toContain(message.slice(0, 12));
  });

  it("shows the code that the page asked for beside the one it got", () => {
    const connection = makeTalk({
      lines: [challenge, connect, refusal("AUTH_TOKEN_MISMATCH", "unauthorized")],
      closing: { code: 4008, reason: "connect failed" },
      close: { code: 1008, reason: "unauthorized: gateway token mismatch" },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("auth-rejected");
    expect(finding.explanation).toContain("asked to close with 4008; the gateway's own 1008");
  });

  it("came too early for a gateway that still starts", () => {
    const connection = makeTalk({
      lines: [
        challenge,
        connect,
        received(
          '{"type":"res","id":"1","ok":false,"error":{"code":"UNAVAILABLE","message":"gateway starting; retry shortly","details":{"reason":"startup-sidecars"},"retryable":true,"retryAfterMs":500}}',
        ),
      ],
      closing: { code: 4013, reason: "gateway starting" },
      close: { code: 1013, reason: "gateway starting" },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("server-overloaded");
    expect(finding.explanation).toContain("it asks to wait 500 ms");
  });

  it("was cut by a gateway that was killed", () => {
    const connection = makeTalk({ lines: [challenge], close: { code: 1006 } });
    expect(primaryOf(connection).id).toBe("closed-before-ready");
  });
});

describe("OpenClaw after hello-ok", () => {
  const opening = [challenge, connect, hello];

  it("is healthy while it ticks, and when the page leaves", () => {
    expect(troubleOf(makeTalk({ lines: [...opening, tick] }))).toEqual([]);
    const closed = makeTalk({
      lines: [...opening, tick],
      closing: { code: 1000 },
      close: { code: 1000 },
    });
    expect(troubleOf(closed)).toEqual([]);
  });

  it("restarts with 1012", () => {
    const shutdown = received(
      '{"type":"event","event":"shutdown","payload":{"reason":"gateway stopping"}}',
    );
    const connection = makeTalk({
      lines: [...opening, shutdown],
      quietMs: 1_300,
      close: { code: 1012, reason: "service restart" },
    });
    expect(primaryOf(connection).id).toBe("server-restart");
  });

  it("closes a slow consumer with 1008, which is about no login", () => {
    const close = { code: 1008, reason: "slow consumer" };
    const connection = makeTalk({ lines: [...opening, tick], close });
    expect(primaryOf(connection).id).toBe("server-overloaded");
  });

  it("was given up by the page when the ticks stopped", () => {
    const connection = makeTalk({
      lines: [...opening, tick],
      quietMs: 81_000,
      closing: { code: 4000, reason: "tick timeout" },
      close: { code: 4000, reason: "tick timeout" },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("heartbeat-missed");
    expect(finding.title).toContain("81 s");
  });

  it("may refuse a request without ending anything", () => {
    const denied = refusal("MISSING_SCOPE", "missing scope: operator.admin");
    const connection = makeTalk({ lines: [...opening, denied, tick] });
    expect(troubleOf(connection)).toEqual([]);
    expect(findingsOf(connection)).toMatchObject([{ id: "auth-rejected", severity: "info" }]);
    const again = makeTalk({ lines: [...opening, denied, denied, tick] });
    expect(troubleOf(again)).toEqual(["auth-rejected"]);
  });

  it("closes a clean 1000 like anyone else", () => {
    const connection = makeTalk({
      lines: [...opening, tick],
      quietMs: 15_000,
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).toBe("closed-normally");
  });
});
