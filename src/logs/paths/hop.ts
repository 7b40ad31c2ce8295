/** One server on the way of one connection, as its logs tell of it; times are the page's own clock. */
import { causeOfStatus } from "../causes/status.ts";
import type { Join } from "../join/assign.ts";
import { offsetAt } from "../join/clock.ts";
import type { JoinedLog } from "../join/join-log.ts";
import type { LogCause, LogRecord } from "../record.ts";

export type Hop = {
  server: string;
  /** The names of its logs. */
  logs: string[];
  lines: number[];
  begin: number | null;
  end: number | null;
  /** Both times may be off by so much. */
  uncertaintyMs: number;
  status: number | null;
  upBytes: number | null;
  downBytes: number | null;
  upstream: string | null;
  code: number | null;
  reason: string;
  cause: LogCause | null;
  how: Join["how"];
  likelihood: number;
  /** That its cause is this connection's. */
  ofCause: number;
};

/** From the browser inwards, where the order in which logs were given does not say otherwise. */
const DEPTH: Record<string, number> = { Cloudflare: 0, "AWS ALB": 1, OpenClaw: 8, "a log": 9 };
const depthOf = (server: string): number => DEPTH[server] ?? 5;

type Part = { join: Join; joined: JoinedLog; order: number };

/** Lines of one server, its access and its error log, make one hop. */
export function chainHops(parts: readonly Part[]): Hop[] {
  const hops: { hop: Hop; order: number }[] = [];
  const whole = [...parts].sort(
    (a, b) => Number(a.join.record.isEvent) - Number(b.join.record.isEvent),
  );
  for (const { join, joined, order } of whole) {
    const hop = hopOf(join, joined);
    const same = hops.find(
      (each) =>
        isSameServer(each.hop.server, hop.server) &&
        (join.record.isEvent || each.hop.logs.includes(joined.log.name)),
    );
    if (same) same.hop = merge(same.hop, hop);
    else hops.push({ hop, order });
  }
  return hops
    .sort((a, b) => depthOf(a.hop.server) - depthOf(b.hop.server) || a.order - b.order)
    .map(({ hop }) => hop);
}

export const isSameServer = (a: string, b: string): boolean =>
  a === b || a.split(" or ").includes(b) || b.split(" or ").includes(a);

function hopOf({ record, how, likelihood, ofCause }: Join, { log, clock, edge }: JoinedLog): Hop {
  const { begin, end, either } = record;
  const toPage = (at: number) => at - offsetAt(clock, at - clock.offsetMs);
  const isKnown = clock.by !== "nothing";
  const first = begin ?? (edge === "begin" ? either : null);
  const last = end ?? (edge === "end" ? either : null);
  const slackMs = Math.max(first?.slackMs ?? 0, last?.slackMs ?? 0);
  return {
    server: record.server,
    logs: [log.name],
    lines: [record.line],
    begin: first && isKnown ? toPage(first.at + first.slackMs / 2) : null,
    end: last && isKnown ? toPage(last.at + last.slackMs / 2) : null,
    uncertaintyMs: isKnown ? clock.uncertaintyMs + slackMs / 2 : Number.POSITIVE_INFINITY,
    status: record.status,
    upBytes: record.upBytes,
    downBytes: record.downBytes,
    upstream: record.upstream,
    code: record.code,
    reason: record.reason,
    cause: causeOf(record),
    how,
    likelihood,
    ofCause,
  };
}

/** `ended` and a status say less than any line about the failure itself. */
const isVague = (cause: LogCause | null): boolean =>
  cause === null || cause.by === null || (cause.sign.length === 3 && /^\d+$/.test(cause.sign));

function causeOf({ cause, status }: LogRecord): LogCause | null {
  // HAProxy denies for a rate as for anything else: its status says which.
  if (status === 429 && cause?.by === "self") return causeOfStatus(status);
  if (status === 101 || status === null || !isVague(cause)) return cause;
  return causeOfStatus(status) ?? cause;
}

const SURENESS = { exact: 3, certain: 2, likely: 1, ambiguous: 0 } as const;

function merge(a: Hop, b: Hop): Hop {
  const isOther = isVague(a.cause) && b.cause !== null;
  const surer = SURENESS[a.how] >= SURENESS[b.how] ? a : b;
  return {
    ...a,
    server: a.server.includes(" or ") ? b.server : a.server,
    logs: [...new Set([...a.logs, ...b.logs])],
    lines: [...a.lines, ...b.lines],
    begin: a.begin ?? b.begin,
    end: a.end ?? b.end,
    status: a.status ?? b.status,
    upBytes: a.upBytes ?? b.upBytes,
    downBytes: a.downBytes ?? b.downBytes,
    upstream: a.upstream ?? b.upstream,
    code: a.code ?? b.code,
    reason: a.reason === "" ? b.reason : a.reason,
    cause: isOther ? b.cause : a.cause,
    ofCause: isOther ? b.ofCause : a.ofCause,
    how: surer.how,
    likelihood: surer.likelihood,
  };
}
