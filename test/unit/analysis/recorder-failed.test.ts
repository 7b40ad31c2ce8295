import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { redactSession } from "../../../src/har/mask/redact.ts";
import { MAX_DROPPED } from "../../../src/session/limits.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeConnection, makeEnvelope, makeSession, T0 } from "../../builders.ts";

const failed = { kind: "dropped", at: 1, seq: 0, sizeBytes: 0 } as const;

describe("a recorder that failed in the page", () => {
  it("is told with the words of its first error, and the page is not called well", () => {
    const session = makeSession({ connections: [makeConnection()] });
    const steps = { ...failed, why: "hook-error", what: "steps" } as const;
    const events = [
      { ...steps, count: 2, error: "TypeError: x is not a function" },
      { ...steps, count: 1, error: "RangeError: later" },
    ];
    reduce(session, makeEnvelope({ events }));
    const { findings, health } = diagnose(session, T0);
    expect(findings).toMatchObject([
      {
        id: "recording-incomplete",
        severity: "warning",
        title: "Not everything was kept: 3 steps of the recorder failed (TypeError: x is not a…)",
      },
    ]);
    expect(health.grade).toBe("B");
  });

  it("is told as an error where the page is not heard any more", () => {
    const session = makeSession({ connections: [makeConnection()] });
    const silent = { ...failed, why: "hook-silent", what: "sockets" } as const;
    const events = [
      { ...silent, count: 2 },
      { ...silent, count: 3 },
    ];
    reduce(session, makeEnvelope({ events }));
    const { findings, health } = diagnose(session, T0);
    expect(findings).toMatchObject([
      {
        id: "recording-incomplete",
        severity: "error",
        title: "Stormglass no longer hears this page: 3 sockets may have done anything since",
      },
    ]);
    expect(health.grade).toBe("D");
  });

  const silentAt = (at: number, count: number) =>
    ({ ...failed, at, why: "hook-silent", what: "sockets", count }) as const;
  const heardAt = (at: number) => ({ kind: "heard-again", at, seq: 0 }) as const;

  it("is a warning that is over where the page is heard again, with from when to when", () => {
    const session = makeSession({ connections: [makeConnection({ open: true })] });
    reduce(session, makeEnvelope({ events: [silentAt(1_000, 2), heardAt(13_000)] }));
    const [silence] = session.dropped;
    expect((silence?.until ?? 0) - (silence?.at ?? 0)).toBe(12_000);
    const { findings, health } = diagnose(session, T0 + 20_000);
    expect(findings).toMatchObject([
      {
        id: "recording-incomplete",
        severity: "warning",
        title: "Stormglass did not hear this page for 12 s: what 2 sockets did may be missing",
        evidence: [{ is: "not-heard", value: 12_000, unit: "ms", at: silence?.at }],
        since: silence?.at,
        until: silence?.until,
      },
    ]);
    expect(health.grade).toBe("B");
    expect(diagnose(session, T0 + 3_600_000).health.grade).toBe("A");
  });

  it("tells each time that nothing was heard by itself, and one that lasts as an error", () => {
    const session = makeSession({ connections: [makeConnection({ open: true })] });
    const events = [
      ...[silentAt(1_000, 2), heardAt(3_000), silentAt(5_000, 1), heardAt(9_000)],
      // Nothing is over that was not told.
      ...[heardAt(10_000), silentAt(20_000, 4)],
    ];
    reduce(session, makeEnvelope({ events }));
    expect(session.dropped.map(({ at, until }) => until && until - at)).toEqual([
      2_000,
      4_000,
      undefined,
    ]);
    const { findings } = diagnose(session, T0 + 30_000);
    expect(findings.map(({ severity, until, title }) => [severity, until === null, title])).toEqual(
      [
        [
          "error",
          true,
          "Stormglass no longer hears this page: 4 sockets may have done anything since",
        ],
        ["warning", false, "Stormglass did not hear this page 2 times, for 6 s in all"],
      ],
    );
  });

  it("keeps a bounded list, and what lasts lasts, however often the page falls silent", () => {
    const session = makeSession({ connections: [makeConnection({ open: true })] });
    const flaps = Array.from({ length: 300 }, (_, i) => [silentAt(i * 10, 1), heardAt(i * 10 + 5)]);
    reduce(session, makeEnvelope({ events: [silentAt(1, 7), ...flaps.flat()] }));
    expect(session.dropped).toHaveLength(MAX_DROPPED);
    expect(session.dropped.every(({ until }) => until !== undefined)).toBe(true);
    expect(session.dropped[0]?.count).toBe(7);
  });

  it("keeps no secret in the words of its error once it is masked", () => {
    const session = makeSession();
    const error = "Error: password=hunter2secret was no number";
    const what = { why: "hook-error", what: "steps", count: 1 } as const;
    reduce(session, makeEnvelope({ events: [{ ...failed, ...what, error }] }));
    expect(JSON.stringify(redactSession(session).dropped)).not.toContain("hunter2secret");
  });
});
