import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

function closedWith(code: number, reason: string, url = "wss://chat.example.com/ws") {
  const connection = makeConnection({ url, open: true, close: { code, reason } });
  const { findings } = diagnose(makeSession({ connections: [connection] }), T0 + 60_000);
  const primary = findings.find((finding) => finding.primary);
  if (!primary) throw new Error("nothing explains the end");
  return primary;
}

describe("the advice after a limit", () => {
  it.each(["rate limit exceeded", "Too many connections from this IP"])(
    "is not to log in, though 1008 often means that: “%s”",
    (reason) => {
      const finding = closedWith(1008, reason);
      expect(finding.id).toBe("rate-limited");
      expect(finding.explanation).not.toContain("credentials");
    },
  );

  it("is what the recognised service documents", () => {
    const finding = closedWith(4008, "", "wss://gateway.discord.gg/?v=10");
    expect(finding.explanation).toContain("Reconnect with growing delays.");
  });

  it("stays with credentials where they were refused", () => {
    const { id, explanation } = closedWith(1008, "invalid token");
    expect(id).toBe("auth-rejected");
    expect(explanation).toContain("Get valid credentials first");
  });

  it("names a limit on connections as one", () => {
    const finding = closedWith(1008, "Too many connections from this IP");
    expect(finding.variant).toBe("connections");
    expect(finding.title).toContain("Too many connections");
  });
});

describe("a close that speaks of tokens", () => {
  it.each([
    [1008, "Unexpected token < in JSON", "policy-violation"],
    [1008, "Token limit reached", "quota-exhausted"],
    [4000, "tokens per minute exceeded", "rate-limited"],
    [1008, "Binary frames are not allowed", "policy-violation"],
    [4001, "invalid token", "auth-rejected"],
  ])("with %i “%s” is %s", (code, reason, id) => {
    expect(closedWith(code, reason).id).toBe(id);
  });

  it("ends a session rather than a login where the service documents that", () => {
    const url = "wss://api.assemblyai.com/v2/realtime/ws";
    expect(closedWith(4008, "Session expired", url).id).toBe("closed-by-server");
  });
});
