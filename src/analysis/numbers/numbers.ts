/** Figures of one endpoint that somebody can set something by: answers, limits, heartbeats, lives. */
import { readClientPromise, readWatchdog } from "../../decoders/index.ts";
import type { Connection } from "../../session/session.ts";
import { answerQuantileMs } from "../connection/answers.ts";
import { readConversation } from "../connection/conversation.ts";
import { ageMs, isOpened } from "../connection/evidence.ts";
import { findHeartbeats } from "../connection/heartbeats.ts";
import { readinessOf } from "../connection/ready.ts";
import type { Finding } from "../finding.ts";
import { rankLimits } from "../knowledge/idle-limits.ts";
import type { Judged } from "../report/alike.ts";
import { groupByEndpoint } from "../series/endpoint-groups.ts";
import { addAnswers } from "./add-answers.ts";
import { suggest } from "./suggest.ts";

/** What one endpoint's connections measured, and what can be set by it. */
export type EndpointNumbers = {
  /** Of its newest connection. */
  url: string;
  /** How long answers took; `isNamed`: those that name their requests. */
  answers: {
    count: number;
    medianMs: number;
    p99Ms: number;
    slowestMs: number;
    isNamed: boolean;
    /** The shortest time after which the page gave one up; null where it never did. */
    gaveUpMs: number | null;
  } | null;
  /** What ends a silence, or a life, soonest first: the first idle one is who gives up first. */
  limits: EndpointLimit[];
  /** Of the page or the server, the quickest; null where there is none. */
  heartbeatMs: number | null;
  /** From open to ready, where the application has a handshake of its own. */
  ready: { count: number; medianMs: number; slowestMs: number } | null;
  /** How long those lived that have ended; `limitMs`: the age that repeats, if any does. */
  lives: { atOnce: number; before: number; at: number; after: number; limitMs: number | null };
  /** Round figures that leave room; null where nothing was measured that they could rest on. */
  suggested: { timeoutMs: number | null; heartbeatMs: number | null };
};

/** What ends a silent connection, or an old one. */
export type EndpointLimit = {
  kind: "idle" | "lifetime";
  ms: number;
  whose: "client" | "proxy" | "server";
  name: string;
  /** Measured here, agreed on in the conversation, or the default of what is seen on the way. */
  by: "measured" | "agreed" | "default";
};

/** Fewer say nothing of the slowest of a hundred. */
const MIN_ANSWERS = 20;
const AT_ONCE_MS = 100;
const AT_LIMIT = 0.05;

/** Of each endpoint of which there is anything to say. */
export const findNumbers = ({ session, report }: Judged): EndpointNumbers[] => {
  const primaries = new Map(
    report.findings.flatMap((finding) =>
      finding.primary ? [[finding.subject.id, finding] as const] : [],
    ),
  );
  return groupByEndpoint([...session.connections.values()])
    .map(({ connections }) => numbersOf(connections, (id) => primaries.get(id)))
    .filter((numbers) => numbers !== null);
};

/** Why a connection ended, by its id. */
type PrimaryOf = (connectionId: string) => Finding | undefined;

/** Of the connections of one endpoint, or of some of them; null where none of them opened. */
export function numbersOf(
  connections: readonly Connection[],
  primaryOf: PrimaryOf,
): EndpointNumbers | null {
  const opened = connections.filter(isOpened);
  const newest = opened.at(-1);
  if (!newest) return null;
  const limits = [
    ...measuredLimits(opened, primaryOf),
    ...agreedLimits(newest),
    ...knownLimits(newest),
  ];
  limits.sort((a, b) => a.ms - b.ms);
  const [heartbeat] = opened.flatMap(findHeartbeats).sort((a, b) => a.periodMs - b.periodMs);
  const measured = {
    url: newest.url,
    answers: answersOf(opened),
    limits,
    heartbeatMs: heartbeat?.periodMs ?? null,
    ready: readyOf(opened),
    lives: livesOf(opened, limits),
  };
  return { ...measured, suggested: suggest(measured) };
}

function answersOf(opened: readonly Connection[]): EndpointNumbers["answers"] {
  const named = addAnswers(opened.map(({ traffic }) => traffic.pairs.answers));
  const isNamed = named.count >= MIN_ANSWERS;
  const answers = isNamed ? named : addAnswers(opened.map(({ traffic }) => traffic.answers));
  if (answers.count < MIN_ANSWERS || !answers.slowest) return null;
  const gaveUp = opened.flatMap(({ closing, end, traffic }) =>
    closing && end && closing.at <= end.at && traffic.unanswered.since !== null
      ? [closing.at - traffic.unanswered.since]
      : [],
  );
  return {
    count: answers.count,
    medianMs: answerQuantileMs(answers, 0.5),
    p99Ms: answerQuantileMs(answers, 0.99),
    slowestMs: answers.slowest.ms,
    isNamed,
    gaveUpMs: gaveUp.length === 0 ? null : Math.min(...gaveUp),
  };
}

const MEASURED = { "idle-timeout": "idle", "lifetime-limit": "lifetime" } as const;
const QUIET = /^silence /;

/** What repeated: the silence or the age at the ends that are explained so. */
function measuredLimits(opened: readonly Connection[], primaryOf: PrimaryOf): EndpointLimit[] {
  const found = new Map<EndpointLimit["kind"], number[]>();
  for (const connection of opened) {
    const finding = primaryOf(connection.id);
    const kind = finding && finding.id in MEASURED && MEASURED[finding.id as keyof typeof MEASURED];
    if (!finding || !kind) continue;
    const quiet = finding.evidence.find(({ label }) => QUIET.test(label))?.value;
    const ms = kind === "lifetime" ? ageMs(connection) : typeof quiet === "number" ? quiet : null;
    if (ms !== null) found.set(kind, [...(found.get(kind) ?? []), ms]);
  }
  return [...found].map(([kind, all]) => ({
    kind,
    ms: medianOf(all),
    whose: "server",
    name: "the server, or a proxy before it",
    by: "measured",
  }));
}

function agreedLimits(connection: Connection): EndpointLimit[] {
  const { protocol } = readConversation(connection);
  const watchdog = readWatchdog(protocol, [...connection.first, ...connection.last]);
  const promise = readClientPromise(protocol, connection.first);
  return [
    ...(watchdog
      ? [
          {
            ms: watchdog.limitMs,
            whose: "client" as const,
            name: `${watchdog.library} (${watchdog.client})`,
          },
        ]
      : []),
    ...(promise
      ? [{ ms: promise.letsGoMs, whose: "server" as const, name: `the server (${promise.server})` }]
      : []),
  ].map((limit) => ({ ...limit, kind: "idle", by: "agreed" }));
}

/** Defaults of what the handshake or the host shows to be on the way. */
const knownLimits = (connection: Connection): EndpointLimit[] =>
  (["idle", "lifetime"] as const).flatMap((kind) =>
    rankLimits(connection, kind, () => true)
      .filter(({ sign }) => sign !== null)
      .map(({ limit }) => ({
        kind,
        ms: limit.seconds * 1_000,
        whose: limit.who === "proxy" ? ("proxy" as const) : ("server" as const),
        name: limit.name,
        by: "default" as const,
      })),
  );

function readyOf(opened: readonly Connection[]): EndpointNumbers["ready"] {
  const took = opened.flatMap((connection) => {
    const readiness = readinessOf(connection);
    return readiness.kind === "ready" && connection.open
      ? [Math.max(0, readiness.at - connection.open.at)]
      : [];
  });
  return took.length === 0
    ? null
    : {
        count: took.length,
        medianMs: medianOf(took),
        slowestMs: took.reduce((most, ms) => Math.max(most, ms), 0),
      };
}

function livesOf(
  opened: readonly Connection[],
  limits: readonly EndpointLimit[],
): EndpointNumbers["lives"] {
  const limitMs =
    limits.find(({ kind, by }) => kind === "lifetime" && by === "measured")?.ms ?? null;
  const lives = { atOnce: 0, before: 0, at: 0, after: 0, limitMs };
  for (const connection of opened) {
    const ms = connection.end ? ageMs(connection) : null;
    if (ms === null) continue;
    if (ms < AT_ONCE_MS) lives.atOnce++;
    else if (limitMs === null || ms < limitMs * (1 - AT_LIMIT)) lives.before++;
    else if (ms <= limitMs * (1 + AT_LIMIT)) lives.at++;
    else lives.after++;
  }
  return lives;
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
