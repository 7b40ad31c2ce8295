import type { Outage } from "../../src/analysis/finding.ts";
import type { OutageTruth } from "./scenario.ts";

export type ToldOutage = Pick<
  Outage,
  "begin" | "readyAgain" | "state" | "cause" | "told" | "endpoints" | "title"
>;

/** The script itself learns of it by asking, on a busy machine. */
const NEAR_MS = 1_000;
/** How far the time away may be off; of a short one the script's own asking is more. */
const NEAR_SHARE = 0.05;
const NEAR_LENGTH_MS = 500;

/** What is told held against what was done; a line for each thing that is wrong. */
export function judgeOutages(told: readonly ToldOutage[], truth: readonly OutageTruth[]): string[] {
  if (told.length !== truth.length) {
    const titles = told.map(({ title }) => title).join("; ");
    return [`${told.length} outages instead of ${truth.length}: ${titles}`];
  }
  const inOrder = told.toSorted((a, b) => a.begin - b.begin);
  return truth.flatMap((one, i) => {
    const outage = inOrder[i];
    return outage ? judgeOne(outage, one).map((wrong) => `outage ${i + 1} ${wrong}`) : [];
  });
}

function judgeOne(outage: ToldOutage, truth: OutageTruth): string[] {
  const { state, cause, told, endpoints, begin, readyAgain } = outage;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= NEAR_MS;
  return [
    ...(state === truth.state ? [] : [`is ${state}, not ${truth.state}`]),
    ...(truth.causes.includes(cause) ? [] : [`has the cause ${cause}`]),
    ...(told === truth.told ? [] : [`is told as ${told}, not as ${truth.told}`]),
    ...(endpoints.length === truth.endpoints ? [] : [`has ${endpoints.length} endpoints`]),
    ...(isNear(begin, truth.begin) ? [] : [`begins ${begin - truth.begin} ms late`]),
    ...(readyAgain !== null && isNear(readyAgain, truth.end)
      ? []
      : [`ends ${(readyAgain ?? Number.NaN) - truth.end} ms late`]),
    ...judgeLength((readyAgain ?? Number.NaN) - begin, truth.end - truth.begin),
  ];
}

function judgeLength(toldMs: number, trueMs: number): string[] {
  const isNear = Math.abs(toldMs - trueMs) <= Math.max(NEAR_LENGTH_MS, NEAR_SHARE * trueMs);
  return isNear ? [] : [`lasts ${toldMs} ms, not ${trueMs}`];
}
