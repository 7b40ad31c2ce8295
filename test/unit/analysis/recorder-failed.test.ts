import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { redactSession } from "../../../src/har/mask/redact.ts";
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
        title:
          "Not everything was kept: 3 steps of the recorder in the page failed (TypeError: x is not a function)",
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
        title:
          "Stormglass does not hear this page any more: 3 sockets may have done anything since",
      },
    ]);
    expect(health.grade).toBe("D");
  });

  it("keeps no secret in the words of its error once it is masked", () => {
    const session = makeSession();
    const error = "Error: password=hunter2secret was no number";
    const what = { why: "hook-error", what: "steps", count: 1 } as const;
    reduce(session, makeEnvelope({ events: [{ ...failed, ...what, error }] }));
    expect(JSON.stringify(redactSession(session).dropped)).not.toContain("hunter2secret");
  });
});
