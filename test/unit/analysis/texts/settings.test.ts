import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { KNOWN_LIMITS } from "../../../../src/analysis/knowledge/idle-limits.ts";
import { REFUSALS } from "../../../../src/analysis/knowledge/refusals/index.ts";
import { FINDING_TEXTS } from "../../../../src/analysis/texts/finding-texts.ts";
import { settingsOf } from "../../../../src/analysis/texts/settings.ts";
import { type FixWords, wordsOf } from "../../../../src/analysis/texts/text.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const allFixes: FixWords[] = Object.values(FINDING_TEXTS).flatMap((text) => [
  ...text.fixes,
  ...Object.keys(text.variants ?? {}).flatMap((variant) => wordsOf(text, variant).fixes),
]);

/** A list of several, a gap, or the name of the product it is for: none of it can be pasted. */
const NOT_PASTEABLE = / · |…|^(?:nginx|HAProxy|AWS|ws|uvicorn|gorilla|Socket\.IO): |^\[ws\]/;

describe("settings", () => {
  it("can be pasted as they are", () => {
    const texts = [
      ...[...allFixes, ...REFUSALS.map(({ fix }) => fix)]
        .flatMap(settingsOf)
        .map(({ text }) => text),
      ...KNOWN_LIMITS.flatMap(({ setting }) => setting ?? []),
    ];
    for (const text of texts) expect(text).not.toMatch(NOT_PASTEABLE);
  });

  it("are given one for each product, where they differ", () => {
    const cut = (createdAt: number, ordinal: number) => {
      const end = { code: 1006, at: createdAt + 70_000 };
      return makeConnection({ ordinal, createdAt, open: { at: createdAt }, close: end });
    };
    const session = makeSession({
      connections: [cut(T0, 1), cut(T0 + 100_000, 2), cut(T0 + 200_000, 3)],
    });
    const { findings } = diagnose(session, T0 + 400_000);
    const proxy = findings
      .find(({ id }) => id === "idle-timeout")
      ?.fixes.find(({ role }) => role === "proxy");
    expect(proxy && settingsOf(proxy)).toContainEqual({
      product: "nginx",
      text: "proxy_read_timeout 300s;",
    });
  });

  it("are left out where it is not known which one it is", () => {
    const close = { code: 1009 };
    const session = makeSession({ connections: [makeConnection({ open: true, close })] });
    const { findings } = diagnose(session, T0 + 60_000);
    for (const fix of findings.flatMap(({ fixes }) => fixes)) expect(fix.setting).not.toBe("");
  });
});

describe("the heartbeat against a cut of which only the silence is known", () => {
  const heartbeatAfter = (quietMs: number) => {
    const end = { code: 1006, at: T0 + quietMs };
    const session = makeSession({
      connections: [makeConnection({ createdAt: T0, open: { at: T0 }, close: end })],
    });
    const { findings } = diagnose(session, end.at + 60_000);
    return findings.find(({ id }) => id === "abnormal-closure")?.fixes[0]?.text;
  };

  it("comes twice within that silence", () => {
    expect(heartbeatAfter(4_000)).toContain("after 4 s of silence here, for instance every 2 s");
  });

  it("is no rarer than every 25 s, below all common limits", () => {
    expect(heartbeatAfter(47_000)).toMatch(/for instance every 24 s/);
    expect(heartbeatAfter(1_000_000)).toMatch(/for instance every 25 s/);
  });
});
