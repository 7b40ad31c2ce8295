/** Whose schedule waits are, in words: a library's own, or that of one with another figure or two. */

import type { Schedule } from "../../services/service.ts";
import { SERVICES, type ServiceName } from "../../services/services.ts";
import { formatDuration, listOf } from "../../words/words.ts";
import type { Policy } from "../finding.ts";
import { isNear, matchLibraries } from "./known-schedules.ts";
import { NORMS } from "./norms.ts";

/** With more that differs it is another schedule. */
const MOST_DIFFERENT = 2;
/** Everybody grows by these. */
const COMMON_FACTORS: readonly number[] = [1.5, 2];
const MIN_DELAYS = 4;

/** The schedules of those that a connection shows to be there. */
export const schedulesOf = (services: readonly ServiceName[]): readonly Schedule[] =>
  services.flatMap((name) => SERVICES[name].schedules ?? []);

/**
 * "socket.io-client's defaults", "socket.io-client, but from 3 s instead of 1 s"; null where the
 * waits are nobody's. `seen`: the schedules of those that are there.
 */
export function sayLibrary(policy: Policy, seen: readonly Schedule[]): string | null {
  const same = matchLibraries(policy);
  const own = same.filter((name) => seen.some((each) => each.name === name));
  if (same.length > 0) return `${listOf(own.length > 0 ? own : same)}: its defaults`;
  if (policy.n < MIN_DELAYS) return null;
  const near = [...seen, ...NORMS.filter((norm) => isRare(norm, policy))]
    .map((norm) => ({ norm, differences: differencesOf(norm, policy) }))
    .find(({ differences }) => differences !== null && differences.length > 0);
  return near ? `${near.norm.name}, but ${listOf(near.differences ?? [])}` : null;
}

/** Growth and cap as nobody else has them. */
const isRare = (norm: Schedule, { kind, factor, capMs }: Policy): boolean =>
  norm.kind === "exponential" &&
  kind === norm.kind &&
  norm.factor !== undefined &&
  !COMMON_FACTORS.includes(norm.factor) &&
  factor !== null &&
  isNear(factor * 1_000, norm.factor * 1_000) &&
  capMs !== null &&
  norm.capMs !== undefined &&
  isNear(capMs, norm.capMs);

/** What is set otherwise; null where it is no schedule of that kind. */
function differencesOf(norm: Schedule, policy: Policy): string[] | null {
  if (norm.kind === "listed" || norm.kind !== policy.kind) return null;
  const { baseMs, factor, stepMs, capMs, jitter } = policy;
  const [least, most] = norm.baseMs;
  const differences: string[] = [];
  if (baseMs === null) return null;
  if (!isNear(baseMs, least) && !isNear(baseMs, most) && (baseMs < least || baseMs > most)) {
    differences.push(`from ${ms(baseMs)} instead of ${ms(least)}`);
  }
  if (norm.factor && factor !== null && !isNear(factor * 1_000, norm.factor * 1_000)) {
    differences.push(`growing by ${round(factor)} instead of ${norm.factor}`);
  }
  if (norm.stepMs && stepMs !== null && !isNear(stepMs, norm.stepMs)) {
    differences.push(`${ms(stepMs)} longer each time instead of ${ms(norm.stepMs)}`);
  }
  // A cap that the waits have not reached yet is none that differs.
  if (capMs !== null && (norm.capMs === undefined || !isNear(capMs, norm.capMs))) {
    const own = norm.capMs === undefined ? "without a cap" : ms(norm.capMs);
    differences.push(`up to ${ms(capMs)} instead of ${own}`);
  }
  if (jitter.kind !== norm.jitter && jitter.kind !== "unknown") {
    differences.push(jitter.kind === "none" ? "without jitter" : "with another jitter");
  }
  return differences.length > MOST_DIFFERENT ? null : differences;
}

const ms = (value: number): string => formatDuration(Math.round(value));
const round = (value: number): number => Math.round(value * 100) / 100;
