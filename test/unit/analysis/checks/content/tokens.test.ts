import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import type { Connection, Sample } from "../../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../../builders.ts";
import { makeJwt } from "../../../../lab/jwt.ts";

const MINUTE_MS = 60_000;
const said = (body: Sample["body"], direction: Sample["direction"] = "send", ms = 100): Sample => ({
  seq: 1,
  at: T0 + ms,
  direction,
  body,
});
const find = (connection: Connection, id: string, nowMs = T0 + MINUTE_MS) =>
  diagnose(makeSession({ connections: [connection] }), nowMs).findings.find(
    (finding) => finding.id === id,
  );
const jwt = (ms: number) => makeJwt(T0 + ms);

describe("token-expiring", () => {
  it.each<[string, Sample]>([
    ["nested in JSON", said(JSON.stringify({ a: [{ b: { auth: jwt(5 * MINUTE_MS) } }] }))],
    ["in JSON within JSON", said(JSON.stringify({ p: JSON.stringify({ t: jwt(5 * MINUTE_MS) }) }))],
    ["in bytes", said(new TextEncoder().encode(`\u0001\u0002${jwt(5 * MINUTE_MS)}\u0003`))],
    ["behind a word", said(`AUTH Bearer ${jwt(5 * MINUTE_MS)}`)],
    ["as expires_in", said('{"type":"auth_ok","expires_in":299}', "receive", 1_000)],
    ["as a moment", said(`{"session":{"expires_at":${T0 / 1_000 + 300}}}`, "receive")],
  ])("finds one %s", (_, sample) => {
    const connection = makeConnection({ open: true, first: [sample] });
    expect(find(connection, "token-expiring")).toMatchObject({ severity: "info" });
    expect(find(connection, "token-expiring")?.title).toContain("runs out in 4 min");
    const over = find(connection, "token-expiring", T0 + 9 * MINUTE_MS);
    expect(over?.title).toContain("the next reconnect is likely to fail");
  });

  it("says nothing of a day, of what was renewed, and of what has nothing to do with a login", () => {
    const quiet = (first: Sample[]) =>
      find(makeConnection({ open: true, first }), "token-expiring", T0 + 9 * MINUTE_MS);
    expect(quiet([said(`{"token":"${jwt(24 * 60 * MINUTE_MS)}"}`)])).toBeUndefined();
    const poll = `{"author":"x","expires_at":${T0 / 1_000 + 300}}`;
    expect(quiet([said(poll, "receive")])).toBeUndefined();
    expect(
      quiet([said(`{"token":"${jwt(MINUTE_MS)}"}`), said(jwt(99 * MINUTE_MS))]),
    ).toBeUndefined();
    expect(quiet([said('{"offer":"tea","expires_in":300}', "receive")])).toBeUndefined();
  });
});

describe("token-expired", () => {
  it("counts closes that come as the login runs out", () => {
    const first = [said('{"type":"auth_ok","expires_in":60}', "receive", 100)];
    const close = { code: 4001, reason: "unauthorized", at: T0 + 60_300 };
    const connections = [0, 1].map(() => makeConnection({ open: true, first, close }));
    const { findings } = diagnose(makeSession({ connections }), T0 + 2 * MINUTE_MS);
    const finding = findings.find(({ id }) => id === "token-expired");
    expect(finding).toMatchObject({ primary: true, variant: "expiring" });
    const counted = finding?.evidence.find(({ is }) => is === "ended-with-token");
    expect(counted?.value).toBe(2);
  });
});

describe("secret-in-page", () => {
  const key = `proj-${"a1B2".repeat(8)}`;
  it.each([
    ["OpenAI", { protocols: ["realtime", `openai-insecure-api-key.sk-${key}`] }],
    ["Anthropic", { first: [said(`{"key":"sk-ant-api03-${"x9".repeat(20)}"}`)] }],
    ["Google", { first: [said(`{"setup":{"key":"AIza${"Sy4".repeat(11)}"}}`)] }],
    ["Deepgram", { protocols: ["token", "0123456789abcdef0123456789abcdef01234567"] }],
    ["OpenAI", { protocols: ["realtime", "openai-insecure-api-key.sk-proj-***1"] }],
  ])("names %s, and never the key", (owner, parts) => {
    const finding = find(makeConnection({ open: true, ...parts }), "secret-in-page");
    expect(finding?.title).toContain(owner);
    expect(JSON.stringify(finding)).not.toMatch(/a1B2|x9x9|Sy4Sy4|89abcdef/);
  });

  it.each([
    { protocols: ["realtime", `openai-insecure-api-key.ek_${"a1".repeat(16)}`] },
    { first: [said('{"package":"sk-learn-documentation-extended"}')] },
    { first: [said('{"cmd":"fw_version_check_2","topic":"sk_lights_livingroom_1"}')] },
    { first: [said('{"url":"https://a.test/x?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F2026"}')] },
    { first: [said(`{"echo":"sk-ant-api03-${"x9".repeat(20)}"}`, "receive")] },
  ])("lets temporary keys, words and what the server says pass", (parts) => {
    expect(find(makeConnection({ open: true, ...parts }), "secret-in-page")).toBeUndefined();
  });
});
