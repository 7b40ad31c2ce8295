import { describe, expect, it } from "vitest";
import { diagnoseInSteps } from "../../../src/analysis/diagnose.ts";
import {
  type Diagnose,
  failedDiagnosisInWords,
  tryToDiagnose,
} from "../../../src/analysis/try-to-diagnose.ts";
import { finish } from "../../../src/analysis/turns.ts";
import { describeBadge } from "../../../src/background/badge-words.ts";
import { createModel } from "../../../src/panel/model/model.ts";
import type { Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const session = makeSession({
  connections: [makeConnection({ open: true, close: { code: 1006 } })],
});
const fail = () => {
  throw new TypeError("history is not iterable");
};

const judge = (run: Diagnose | null, about: Session | null) =>
  finish(tryToDiagnose(run, about, T0, null));

describe("a diagnosis that fails", () => {
  it("is not one that found nothing: it says why", () => {
    const { report, failure } = judge(fail, session);
    expect(report).toBeNull();
    expect(failure && failedDiagnosisInWords(failure)).toMatch(
      /^The diagnosis failed: history is not iterable\./,
    );
  });

  it("is kept by the panel's model until one succeeds", async () => {
    const model = createModel(() => T0);
    model.live.value = session;
    expect(model.diagnosisFailure.value).toBeNull();
    model.diagnose.value = fail;
    // The model follows what it hears only a few times a second.
    const message = () => model.diagnosisFailure.value?.message;
    await expect.poll(message).toBe("history is not iterable");
    expect(model.report.value).toBeNull();
    model.diagnose.value = diagnoseInSteps;
    await expect.poll(message).toBeUndefined();
    expect(model.report.value?.findings.length).toBeGreaterThan(0);
  });

  it("stands on the badge as a question, not as a healthy tab", () => {
    const badge = describeBadge(judge(fail, session));
    expect(badge.text).toBe("?");
    expect(badge.title).toContain("history is not iterable");
  });
});

it("is not written yet while there is nothing to judge, or nothing to judge by", () => {
  expect(judge(null, session)).toEqual({ report: null, failure: null });
  expect(judge(diagnoseInSteps, null)).toEqual({ report: null, failure: null });
});
