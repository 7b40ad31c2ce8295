import { parseUrl } from "../../../session/endpoint.ts";
import type { Connection } from "../../../session/session.ts";
import { type Context, type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../evidence.ts";
import { isOwnClose } from "../../series.ts";
import { countOf, formatDuration } from "../../words.ts";

/** A page with two or three sockets is common, and no herd. */
const MIN_SOCKETS = 5;
const LOST_WITHIN_MS = 2_000;
/** Jitter worth the name spreads five sockets over more than half a second. */
const BACK_WITHIN_MS = 500;
/** Once may be chance. */
const MIN_TIMES = 2;

type Return = { lost: Connection; lostAt: number; backAt: number };

/**
 * Several sockets and frames of the tab return in the same instant. They need not be of one series:
 * a server with many rooms is hit by all of them.
 */
export const thunderingHerd = defineCheck({
  name: "thundering-herd",
  run: (context) =>
    [...returnsByHost(context)].flatMap(([host, returns]): Draft[] => {
      const herds = herdsOf(returns);
      const last = herds.at(-1);
      if (!last || herds.length < MIN_TIMES) return [];
      return [describe(context, host, herds, last)];
    }),
});

function returnsByHost({ series }: Context): Map<string, Return[]> {
  const byHost = new Map<string, Return[]>();
  for (const { url, connections, answers } of series) {
    const host = parseUrl(url)?.hostPort ?? url;
    for (const [i, { createdAt }] of connections.entries()) {
      const lost = answers[i];
      if (!lost?.end || isOwnClose(lost)) continue;
      const returns = byHost.get(host) ?? [];
      byHost.set(host, returns);
      returns.push({ lost, lostAt: lost.end.at, backAt: createdAt });
    }
  }
  for (const returns of byHost.values()) returns.sort((a, b) => a.backAt - b.backAt);
  return byHost;
}

function herdsOf(returns: readonly Return[]): Return[][] {
  const herds: Return[][] = [];
  for (let i = 0; i < returns.length; ) {
    const first = returns[i] as Return;
    let end = i;
    while ((returns[end]?.backAt ?? Number.POSITIVE_INFINITY) - first.backAt <= BACK_WITHIN_MS)
      end++;
    const herd = together(returns.slice(i, end));
    if (herd.length >= MIN_SOCKETS) {
      herds.push(herd);
      i = end;
    } else {
      i++;
    }
  }
  return herds;
}

/** Those lost in the same moment. One socket that retries fast is lost again and again instead. */
function together(returns: readonly Return[]): Return[] {
  const lostAt = Math.min(...returns.map((each) => each.lostAt));
  return returns.filter(
    (each) => each.lostAt - lostAt <= LOST_WITHIN_MS && each.lost.createdAt <= lostAt,
  );
}

function describe({ page }: Context, host: string, herds: Return[][], last: Return[]): Draft {
  const times = last.map(({ backAt }) => backAt);
  const spanMs = Math.max(...times) - Math.min(...times);
  const first = herds[0]?.[0] as Return;
  return {
    id: "thundering-herd",
    subject: page,
    severity: "warning",
    explains: false,
    confidence: 0.85,
    facts: {
      hostPort: host,
      sockets: countOf(last.length, "socket"),
      span: formatDuration(spanMs),
      times: countOf(herds.length, "time"),
    },
    evidence: [
      ...figure("sockets that came back together", last.length, undefined, {
        at: last[0]?.backAt ?? null,
      }),
      ...figure("within", Math.round(spanMs), "ms"),
      ...figure("times", herds.length),
    ],
    since: first.lostAt,
    until: Math.max(...times),
  };
}
