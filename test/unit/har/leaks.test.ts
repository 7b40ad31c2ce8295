/** What a stranger says may hold a credential: none of it reaches a report or an export. */
import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { writeTextReport } from "../../../src/cli/text-report.ts";
import { writeMaskedReport } from "../../../src/har/mask/masked-report.ts";
import { redactSession } from "../../../src/har/mask/redact.ts";
import { createMasker } from "../../../src/secrets/masker.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const SECRETS = [
  "sk-proj-AbCdEf0123456789AbCdEf0123456789",
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "ghp_0123456789abcdefghij",
];
const UUID = "6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab";

const sayIn = (secret: string): Session =>
  makeSession({
    connections: [
      makeConnection({
        url: `wss://api.example.com/ws/${secret}/live?pat=${secret}`,
        open: true,
        close: { code: 4401, reason: `Incorrect API key provided: ${secret}` },
      }),
      makeConnection({
        open: true,
        closing: { code: 4000, reason: `gave up on ${secret}` },
        close: { code: 4000, reason: `gave up on ${secret}` },
      }),
      makeConnection({
        close: { code: 1006 },
        handshake: {
          error: `Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header value '${secret}' in response does not match any of sent values`,
        },
      }),
      makeConnection({
        url: `wss://api.example.com/room/${UUID}`,
        open: true,
        close: { code: 1008, reason: `room ${UUID} is closed` },
        last: [
          {
            seq: 1,
            at: T0 + 900,
            direction: "receive",
            body: JSON.stringify({
              error: { code: "invalid_api_key", message: `Incorrect API key provided: ${secret}` },
            }),
          },
        ],
      }),
    ],
  });

describe.each(SECRETS)("the secret %s", (secret) => {
  const nowMs = T0 + 10_000;
  const session = sayIn(secret);
  const rest = secret.slice(-12);

  it("is in no finding, so that the panel shows none", () => {
    expect(JSON.stringify(diagnose(session, nowMs).findings)).not.toContain(rest);
  });

  it("is in no masked session, report, text or Markdown", () => {
    const shown = redactSession(session);
    const report = diagnose(shown, nowMs);
    const checklist = fillChecklist(shown, report);
    const parts = { session: shown, report, nowMs, notes: [], checklist };
    const connections = JSON.stringify([...shown.connections.values()]);
    expect(connections).not.toContain(rest);
    expect(JSON.stringify(report)).not.toContain(rest);
    const text = writeTextReport({ ...parts, path: "a.har" }, { colour: false, columns: 80 });
    expect(text).not.toContain(rest);
    const markdown = writeMaskedReport({ session, name: "a.har", notes: [], nowMs });
    expect(markdown).not.toContain(rest);
    expect(markdown).toContain(UUID);
    expect(markdown).toContain("Incorrect API key provided: ");
  });

  it("changes no diagnosis by being masked", () => {
    const titles = (one: Session) =>
      diagnose(one, nowMs).findings.map(({ title }) => title.replaceAll(/\*{3}\d+/g, "***"));
    expect(titles(redactSession(session))).toEqual(titles(session));
  });
});

const maskBody = (body: Parameters<ReturnType<typeof createMasker>["body"]>[0]) =>
  createMasker().body(body, "message");

describe("a message's body", () => {
  it("loses a key that is marked as one, in text and in bytes, and keeps every other id", () => {
    const said = (key: string) => `{"id":"a1b2c3d4e5f6a7b8c9d0","say":"hello ${key}"}`;
    expect(maskBody(said("sk-proj-AbCdEf0123456789"))).toBe(said("sk-proj-***1"));
    const bytes = Uint8Array.from(Buffer.from("\x01 ghp_0123456789abcdefghij \x02", "latin1"));
    const masked = Buffer.from(maskBody(bytes) as Uint8Array).toString("latin1");
    expect(masked).toBe(`\x01 ghp_***1${"*".repeat(16)} \x02`);
  });

  it("loses what a sentence calls a key", () => {
    expect(maskBody("auth 9f86d081884c7d659a2feaa0c55ad015")).toBe("auth ***1");
    expect(maskBody("the key of this map is internationalization")).toBe(
      "the key of this map is internationalization",
    );
  });
});
