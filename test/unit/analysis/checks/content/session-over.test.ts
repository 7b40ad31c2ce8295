import { describe, expect, it } from "vitest";
import { findingsOf, makeTalk, primaryOf, received, sent } from "../../content/talk.ts";

const OPENAI = "wss://api.openai.com/v1/realtime?model=gpt-realtime";
const AZURE = "wss://mine.openai.azure.com/openai/realtime?deployment=x";

const errorEvent = (code: string, message: string) =>
  received(
    JSON.stringify({ type: "error", error: { type: "invalid_request_error", code, message } }),
  );
const maximum = errorEvent(
  "session_expired",
  "Your session hit the maximum duration of 60 minutes.",
);
const talk = [
  received('{"type":"session.created","session":{"id":"s1"}}'),
  sent('{"type":"input_audio_buffer.append","audio":"AAAA"}'),
  received('{"type":"response.audio.delta","delta":"x"}'),
];

describe("a session that lasted as long as it may", () => {
  it.each([
    [OPENAI, 1000],
    [OPENAI, 1001],
    [AZURE, 1000],
    [AZURE, 1001],
    [AZURE, 1006],
  ])("is no matter of credentials: %s, closed with %i", (url, code) => {
    const connection = makeTalk({ url, lines: [...talk, maximum], close: { code } });
    const findings = findingsOf(connection);
    expect(primaryOf(connection)).toMatchObject({ id: "lifetime-limit", severity: "warning" });
    expect(primaryOf(connection).explanation).toContain("maximum duration of 60 minutes");
    expect(findings.map(({ id }) => id)).not.toContain("auth-rejected");
  });

  it("is known where the page hangs up because of it", () => {
    const connection = makeTalk({
      url: OPENAI,
      lines: [...talk, maximum],
      closing: { code: 1000 },
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).toBe("lifetime-limit");
  });

  it("is not one whose login ran out", () => {
    const login = errorEvent("session_expired", "Your session expired. Please log in again.");
    expect(primaryOf(makeTalk({ lines: [...talk, login], close: { code: 1000 } })).id).toBe(
      "auth-rejected",
    );
  });

  it.each([
    "Audio is longer than the maximum duration of 60 s.",
    "Maximum sessions reached",
    "The session has ended.",
  ])("is not meant by “%s”", (message) => {
    const connection = makeTalk({
      lines: [...talk, errorEvent("invalid_value", message)],
      close: { code: 1000 },
    });
    expect(primaryOf(connection).id).not.toBe("lifetime-limit");
  });
});
