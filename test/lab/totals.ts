import type { Outcome } from "./run-scenario.ts";

/** What the lab must show (in percent), on all scenarios together. */
const MIN_PRIMARY_RIGHT = 95;
const MIN_REQUIRED_PRESENT = 95;

export type Totals = { lines: string[]; passed: boolean };

/** `null` stands for a scenario that could not run: it is right in nothing. */
export function sumOutcomes(outcomes: readonly (Outcome | null)[]): Totals {
  const ran = outcomes.filter((outcome) => outcome !== null);
  const failedCount = outcomes.length - ran.length;
  const verdicts = ran.map(({ verdict }) => verdict);
  const primaries = verdicts.flatMap((verdict) => verdict.primaries);
  const requiredCount = ran.reduce((sum, { expect }) => sum + expect.required.length, 0);
  const missingCount = verdicts.reduce((sum, { missing }) => sum + missing.length, 0);
  const forbiddenCount = verdicts.reduce((sum, { forbidden }) => sum + forbidden.length, 0);
  const policies = ran.filter(({ expect }) => expect.policy);
  const unsettledCount = verdicts.filter(({ setting }) => setting.length > 0).length;
  const saidWrongCount = verdicts.filter(
    ({ words, health }) => words.length + health.length > 0,
  ).length;
  const disagreedCount = ran.filter(({ differences }) => differences.length > 0).length;

  const primaryShare = share(primaries.filter(({ right }) => right).length, primaries.length);
  const requiredShare = share(requiredCount - missingCount, requiredCount);
  const policyShare = share(
    policies.filter(({ verdict }) => verdict.policy.length === 0).length,
    policies.length,
  );
  return {
    lines: [
      `primary right      ${primaryShare.words} (at least ${MIN_PRIMARY_RIGHT} %)`,
      `required present   ${requiredShare.words} (at least ${MIN_REQUIRED_PRESENT} %)`,
      `forbidden found    ${forbiddenCount} (none)`,
      `schedules right    ${policyShare.words}`,
      `words or health wrong in ${saidWrongCount} (none)`,
      `panel, file and command line disagree in ${disagreedCount} (none)`,
      `did not go as planned: ${failedCount + unsettledCount} (none)`,
    ],
    passed:
      primaryShare.percent >= MIN_PRIMARY_RIGHT &&
      requiredShare.percent >= MIN_REQUIRED_PRESENT &&
      forbiddenCount + saidWrongCount + disagreedCount + failedCount + unsettledCount === 0,
  };
}

function share(count: number, of: number): { percent: number; words: string } {
  const percent = of === 0 ? 100 : (100 * count) / of;
  return { percent, words: `${count} of ${of}, ${percent.toFixed(1)} %` };
}
