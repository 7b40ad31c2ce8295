/** Which record is which connection's, with how likely that is; a record is nobody's twice. */
import type { LogRecord } from "../record.ts";
import type { Wanted } from "../wanted.ts";
import { type Clock, offsetAt } from "./clock.ts";
import { isWithin, oddsOf, PRESENT } from "./odds.ts";
import type { Pair } from "./pairs.ts";

export type Join = {
  connection: number;
  record: LogRecord;
  /** 0 to 1. */
  likelihood: number;
  /** exact: by a name; certain, likely: by times; ambiguous: another record, or another of ours, fits as well. */
  how: "exact" | "certain" | "likely" | "ambiguous";
  /** That its cause is this one: records of the same cause may be one or another's, and tell the same. */
  ofCause: number;
};

/** One in a hundred may be wrong of what is told without a doubt. */
const CERTAIN = 0.99;
const LIKELY = 0.8;
/** What is less likely is not told at all. */
export const LEAST = 0.1;

export function assign(
  wanted: Wanted,
  records: readonly LogRecord[],
  pairs: readonly Pair[],
  clock: Clock,
): Join[] {
  const joins: Join[] = [];
  const named = new Set<number>();
  const complete = new Set<number>();
  for (const { connection, record: index, isExact } of pairs) {
    const record = records[index];
    if (!isExact || !record) continue;
    named.add(index);
    if (!record.isEvent) complete.add(connection);
    joins.push({ connection, record, likelihood: 1, how: "exact", ofCause: 1 });
  }
  if (clock.by === "nothing" || clock.confidence < LEAST) return joins;
  const slackMs = Math.min(clock.uncertaintyMs, 2_000) + 10;
  const open = pairs.filter(({ connection, record: index, span, isExact }) => {
    const ours = wanted.connections[connection];
    if (isExact || !ours || named.has(index)) return false;
    // The account of the whole connection is there by its name: a second one would be another's.
    if (complete.has(connection) && !records[index]?.isEvent) return false;
    return isWithin(span, offsetAt(clock, ours.createdAt), slackMs);
  });
  return [...joins, ...settleOdds(open, records, clock, slackMs)];
}

/**
 * How likely each pair is, over all ways to give each connection one record or none, and each record
 * one connection or a stranger: belief propagation for data association (Williams and Lau, "Approximate
 * evaluation of marginal association probabilities with belief propagation", 2014), whose messages
 * pass back and forth until they stand.
 */
export function settleOdds(
  pairs: readonly Pair[],
  records: readonly LogRecord[],
  clock: Clock,
  slackMs: number,
): Join[] {
  const joins: Join[] = [];
  for (const isEvent of [false, true]) {
    const some = pairs.filter(({ record }) => records[record]?.isEvent === isEvent);
    const shares = likelihoods(some, slackMs);
    joins.push(...choose(some, shares, byCause(some, shares, records), records, clock));
  }
  return joins;
}

/** Lines of the same second and cause: whichever of them is the connection's, the cause is. */
function byCause(
  pairs: readonly Pair[],
  shares: readonly number[],
  records: readonly LogRecord[],
): number[] {
  const keyOf = ({ connection, record: index }: Pair) => {
    const record = records[index];
    return `${connection} ${record?.status} ${record?.cause?.kind} ${record?.cause?.by}`;
  };
  const sums = new Map<string, number>();
  for (const [i, pair] of pairs.entries()) {
    sums.set(keyOf(pair), (sums.get(keyOf(pair)) ?? 0) + (shares[i] ?? 0));
  }
  return pairs.map((pair) => Math.min(1, sums.get(keyOf(pair)) ?? 0));
}

const ROUNDS = 30;

function likelihoods(pairs: readonly Pair[], slackMs: number): number[] {
  const odds = pairs.map((pair) => oddsOf(pair, slackMs));
  let toConnection = new Float64Array(pairs.length).fill(1);
  const weigh = (i: number) => (odds[i] ?? 0) * (toConnection[i] ?? 0);
  for (let round = 0; round < ROUNDS; round++) {
    const ofConnection = sumBy(pairs, weigh, "connection");
    const toRecord = pairs.map((pair, i) => {
      const others = (ofConnection.get(pair.connection) ?? 0) - weigh(i);
      return (odds[i] ?? 0) / (1 - PRESENT + Math.max(0, others));
    });
    const ofRecord = sumBy(pairs, (i) => toRecord[i] ?? 0, "record");
    toConnection = Float64Array.from(
      pairs,
      (pair, i) => 1 / (1 + Math.max(0, (ofRecord.get(pair.record) ?? 0) - (toRecord[i] ?? 0))),
    );
  }
  const ofConnection = sumBy(pairs, weigh, "connection");
  return pairs.map(
    (pair, i) => weigh(i) / (1 - PRESENT + (ofConnection.get(pair.connection) ?? 0)),
  );
}

function sumBy(
  pairs: readonly Pair[],
  amountOf: (i: number) => number,
  key: "connection" | "record",
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [i, pair] of pairs.entries()) {
    sums.set(pair[key], (sums.get(pair[key]) ?? 0) + amountOf(i));
  }
  return sums;
}

/** Each connection its likeliest record, but a record one connection alone: as many as can be (Kuhn). */
function choose(
  pairs: readonly Pair[],
  shares: readonly number[],
  ofCause: readonly number[],
  records: readonly LogRecord[],
  { confidence }: Clock,
): Join[] {
  const candidates = new Map<number, number[]>();
  const order = pairs.map((_, i) => i).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  for (const i of order) {
    const pair = pairs[i];
    if (!pair || (shares[i] ?? 0) < LEAST_SHARE) continue;
    const list = candidates.get(pair.connection) ?? [];
    if (list.length === 0) candidates.set(pair.connection, list);
    if (list.length < MAX_CANDIDATES) list.push(i);
  }
  const takenBy = new Map<number, number>();
  const find = (connection: number, seen: Set<number>, depth: number): boolean => {
    for (const i of candidates.get(connection) ?? []) {
      const record = pairs[i]?.record ?? -1;
      if (seen.has(record)) continue;
      seen.add(record);
      const holder = pairs[takenBy.get(record) ?? -1]?.connection;
      if (holder === undefined || (depth < MAX_DEPTH && find(holder, seen, depth + 1))) {
        takenBy.set(record, i);
        return true;
      }
    }
    return false;
  };
  for (const connection of candidates.keys()) find(connection, new Set(), 0);
  const joins: Join[] = [];
  for (const i of takenBy.values()) {
    const pair = pairs[i];
    const record = pair && records[pair.record];
    if (!pair || !record) continue;
    const likelihood = (shares[i] ?? 0) * confidence;
    const ofItsCause = (ofCause[i] ?? 0) * confidence;
    if (ofItsCause < LEAST) continue;
    joins.push({
      connection: pair.connection,
      record,
      likelihood,
      how: howSure(likelihood),
      ofCause: ofItsCause,
    });
  }
  return joins;
}

const LEAST_SHARE = 0.01;
const MAX_CANDIDATES = 50;
/** So many others at most give way for one. */
const MAX_DEPTH = 200;

export const howSure = (likelihood: number): Exclude<Join["how"], "exact"> =>
  likelihood >= CERTAIN ? "certain" : likelihood >= LIKELY ? "likely" : "ambiguous";
