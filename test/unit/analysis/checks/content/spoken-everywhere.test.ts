import { describe, expect, it } from "vitest";
import { readWords, type Topic } from "../../../../../src/analysis/spoken/read-spoken.ts";
import { findingsOf, makeTalk, received, sent } from "../../content/talk.ts";

/** One sentence for each topic: another one does not compile without its own. */
const SAID: Record<Topic, string> = {
  credentials: "Invalid API key",
  quota: "You exceeded your current quota",
  context: "This model's maximum context length is 8192 tokens",
  rate: "Rate limit reached",
  connections: "Too many connections",
  size: "Message too large",
  idle: "Closed for inactivity",
  heartbeat: "Ping timeout",
  handshake: "Handshake timed out",
  "session-gone": "The session cannot be resumed",
  lifetime: "Your session hit the maximum duration of 15 minutes",
  timeout: "The request timed out",
  "taken-over": "Replaced by a new connection",
  restart: "The server is restarting",
  overloaded: "The server is overloaded",
  version: "Unsupported protocol version",
  "not-found": "Model not found",
  policy: "Your region is not supported",
  upstream: "Upstream connect error",
  format: "Invalid JSON",
  invalid: "Invalid request",
  server: "Internal server error",
};
const hello = [sent('{"type":"hello"}'), received('{"type":"welcome"}')];
const ENDS = {
  "while it is open": {},
  "and the server closes": { close: { code: 1000 } },
  "and the server closes with a code of its own": { close: { code: 4321 } },
  "and the page closes": { closing: {}, close: { code: 1005 } },
  "and the line breaks": { close: { code: 1006 } },
};

describe.each(Object.entries(ENDS))("whatever a server says, %s", (_, end) => {
  it.each(Object.entries(SAID))("%s is told", (topic, message) => {
    expect(readWords(message)?.topic).toBe(topic);
    const error = received(JSON.stringify({ type: "error", error: { message } }));
    for (const after of [[], [received('{"type":"news"}')]]) {
      const findings = findingsOf(makeTalk({ lines: [...hello, error, ...after], ...end }));
      expect(findings.map(({ id }) => id)).not.toContain("check-failed");
      if (after.length === 0) expect(JSON.stringify(findings)).toContain(message.slice(0, 12));
    }
  });
});
