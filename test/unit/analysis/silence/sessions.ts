import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Finding, FindingId } from "../../../../src/analysis/finding.ts";
import type { Connection, Lifecycle } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

type Parts = NonNullable<Parameters<typeof makeConnection>[0]>;

type Quiet = Parts & {
  /** From open to the end. */
  ageMs: number;
  /** Since the last message of either side; left out: since the open. */
  quietMs?: number;
  /** Since the last message of one side, where it is longer. */
  receiveQuietMs?: number;
  sendQuietMs?: number;
  code?: number;
  reason?: string;
  /** The longest silence that it outlived before. */
  gapMs?: number;
};

let count = 0;

/** A connection that ended after a silence; each an hour after the one before. */
export function makeCut(known: Quiet): Connection {
  const { ageMs, quietMs = ageMs, receiveQuietMs = quietMs, sendQuietMs = quietMs } = known;
  const { code = 1006, reason = "", gapMs, ...parts } = known;
  const createdAt = parts.createdAt ?? T0 + count++ * 3_600_000;
  const openAt = createdAt + 50;
  const endAt = openAt + ageMs;
  const spoke = quietMs < ageMs;
  const gap = gapMs === undefined ? null : { ms: gapMs, endedAt: endAt - quietMs };
  return makeConnection({
    open: true,
    close: { code, reason, at: endAt },
    lastMessage: spoke ? { at: endAt - quietMs, direction: "send" } : null,
    send: spoke ? { count: 9, lastAt: endAt - sendQuietMs } : {},
    receive: spoke ? { count: 9, lastAt: endAt - receiveQuietMs } : {},
    traffic: { longestQuiet: gap, send: { longestGap: gap }, receive: { longestGap: gap } },
    ...parts,
    createdAt,
  });
}

export const headers = (lines: Record<string, string>): NonNullable<Parts["handshake"]> => ({
  status: 101,
  responseHeaders: Object.entries(lines).map(([name, value]) => ({ name, value })),
});

export function findingsOf(
  connections: Connection[],
  nowMs?: number,
  lifecycle: Lifecycle[] = [],
): Finding[] {
  const last = Math.max(...connections.map(({ end, createdAt }) => end?.at ?? createdAt));
  return diagnose(makeSession({ connections, lifecycle }), nowMs ?? last + 1_000).findings;
}

export const primariesOf = (connections: Connection[], nowMs?: number, lifecycle?: Lifecycle[]) => {
  const findings = findingsOf(connections, nowMs, lifecycle);
  return connections.map(
    ({ id }) => findings.find((finding) => finding.primary && finding.subject.id === id)?.id,
  );
};

export const findIn = (findings: readonly Finding[], id: FindingId): Finding | undefined =>
  findings.find((finding) => finding.id === id);
