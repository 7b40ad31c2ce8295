import { describe, expect, it } from "vitest";
import { createBudget } from "../../../src/analysis/budget.ts";
import type { Check, Draft } from "../../../src/analysis/check.ts";
import { connectionSubject } from "../../../src/analysis/check.ts";
import { diagnose, diagnoseInSteps } from "../../../src/analysis/diagnose.ts";
import { finish } from "../../../src/analysis/turns.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

/** A check that finds the ended connections, and takes so long for it. */
function takes(tookMs: number, fails = false) {
  const clock = { ms: 1_000, runs: 0 };
  const check: Check = {
    name: "slow-one",
    run: ({ connections }) => {
      clock.ms += tookMs;
      clock.runs++;
      if (fails) throw new Error("no way");
      return connections.map(
        (connection): Draft => ({
          id: "page-gone",
          subject: connectionSubject(connection),
          connection,
          severity: "info",
          explains: true,
          confidence: 1,
          facts: {},
          evidence: [],
          since: T0,
        }),
      );
    },
  };
  const budget = createBudget(() => clock.ms);
  const run = (session: Session) => finish(diagnoseInSteps(session, T0, budget, [check])).findings;
  return { clock, run };
}

const [first, second] = [makeConnection({ close: {} }), makeConnection({ close: {} })];
const one = makeSession({ connections: [first] });
const both = makeSession({ connections: [first, second] });
const idsOf = (findings: { id: string }[]) => findings.map(({ id }) => id).sort();

describe("the budget of a diagnosis", () => {
  it("leaves a check alone that takes as long as it may", () => {
    const { clock, run } = takes(250);
    expect(idsOf(run(one))).toEqual(["page-gone"]);
    expect(idsOf(run(both))).toEqual(["page-gone", "page-gone"]);
    expect(clock.runs).toBe(2);
  });

  it("forgives one that takes longer once, as a busy computer may hold it up", () => {
    const { clock, run } = takes(300);
    expect(idsOf(run(one))).toEqual(["page-gone"]);
    expect(idsOf(run(both))).toEqual(["check-failed", "page-gone", "page-gone"]);
    expect(clock.runs).toBe(2);
  });

  it("lets one rest that takes much longer, and names it with its cost", () => {
    const { clock, run } = takes(1_000);
    for (const session of [one, both]) {
      const findings = run(session);
      expect(idsOf(findings)).toEqual(["check-failed", "page-gone"]);
      const named = findings.find(({ id }) => id === "check-failed");
      expect(named?.title).toBe("Stormglass' own check “slow-one” took 1 s");
      expect(named?.explanation).toContain("over 250 ms");
      expect(named?.explanation).toContain("rests, this one for 20 s");
      expect(named?.severity).toBe("info");
    }
    expect(clock.runs).toBe(1);
  });

  it("runs it again after its rest, and names it no more where it is quick by then", () => {
    const { clock, run } = takes(1_000);
    run(one);
    clock.ms += 20_000;
    expect(idsOf(run(both))).toEqual(["check-failed", "page-gone", "page-gone"]);
    expect(clock.runs).toBe(2);
  });

  it("tells nothing more of a connection that is gone", () => {
    const { run } = takes(1_000);
    run(both);
    expect(idsOf(run(one))).toEqual(["check-failed", "page-gone"]);
  });

  it("lets one rest that fails slowly", () => {
    const { clock, run } = takes(1_000, true);
    expect(run(one)[0]?.explanation).toContain("no way");
    expect(run(one)[0]?.title).toContain("took 1 s");
    expect(clock.runs).toBe(1);
  });

  it("changes nothing in what is found where all are quick", () => {
    const judged = finish(
      diagnoseInSteps(
        both,
        T0 + 5_000,
        createBudget(() => 0),
      ),
    );
    expect(judged).toEqual(diagnose(both, T0 + 5_000));
  });
});
