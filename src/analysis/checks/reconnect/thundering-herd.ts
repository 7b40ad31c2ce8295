import { largestOf, smallestOf } from "../../../session/extremes.ts";
import { MAX_ELSEWHERE } from "../../../session/limits.ts";
import type { Return } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { returnsOf } from "../../series/returns.ts";

/** A page with two or three sockets is common, and no herd. */
export const MIN_SOCKETS = 5;
export const LOST_WITHIN_MS = 2_000;
/** Jitter worth the name spreads five sockets over more than half a second. */
export const BACK_WITHIN_MS = 500;
/** Once may be chance. */
export const MIN_HERDS = 2;

/** Some of the sockets are this tab's; the others may be of other tabs of its origin. */
type Herd = { sockets: Return[]; own: Return[] };

/**
 * Several sockets, frames and tabs return in the same instant. They need not be of one series:
 * a server with many rooms is hit by all of them.
 */
export const thunderingHerd = defineCheck({
  name: "thundering-herd",
  run: (context) =>
    [...returnsByHost(context)].flatMap(([host, returns]): Draft[] => {
      const herds = herdsOf(returns, context.session.tabId);
      const last = herds.at(-1);
      if (!last || herds.length < MIN_HERDS) return [];
      return [describe(context, host, herds, last)];
    }),
});

function returnsByHost({ session, series }: Context): Map<string, Return[]> {
  const byHost = new Map<string, Return[]>();
  for (const each of [...returnsOf(session, series), ...session.elsewhere]) {
    const returns = byHost.get(each.hostPort) ?? [];
    byHost.set(each.hostPort, returns);
    returns.push(each);
  }
  for (const returns of byHost.values()) returns.sort((a, b) => a.backAt - b.backAt);
  return byHost;
}

function herdsOf(returns: readonly Return[], tabId: number): Herd[] {
  const herds: Herd[] = [];
  for (let i = 0; i < returns.length; ) {
    const first = returns[i] as Return;
    let end = i;
    while ((returns[end]?.backAt ?? Number.POSITIVE_INFINITY) - first.backAt <= BACK_WITHIN_MS)
      end++;
    const sockets = lostWith(first, returns.slice(i, end));
    const own = sockets.filter(({ tab }) => tab === tabId);
    if (sockets.length >= MIN_SOCKETS && own.length > 0) {
      if (isNewLoss(sockets, herds.at(-1))) herds.push({ sockets, own });
      i = end;
    } else {
      i++;
    }
  }
  return herds;
}

/** Many sockets that come back over some seconds fill several such instants after one loss. */
const isNewLoss = (sockets: readonly Return[], before: Herd | undefined): boolean =>
  before === undefined || firstLossOf(sockets) >= (before.sockets[0] as Return).backAt;

const firstLossOf = (sockets: readonly Return[]) => smallestOf(sockets.map(({ lostAt }) => lostAt));

/**
 * Those lost in the same moment: a tab out of sight, whose timers are slow, may answer an older loss
 * just then. One socket that retries fast is lost again and again instead.
 */
function lostWith(first: Return, returns: readonly Return[]): Return[] {
  const near = returns.filter(({ lostAt }) => Math.abs(lostAt - first.lostAt) <= LOST_WITHIN_MS);
  const began = firstLossOf(near);
  return near.filter(
    ({ lostAt, livedFrom }) => lostAt - began <= LOST_WITHIN_MS && livedFrom <= began,
  );
}

function describe({ page, session }: Context, host: string, herds: Herd[], last: Herd): Draft {
  const { sockets, own } = last;
  const times = sockets.map(({ backAt }) => backAt);
  const spanMs = largestOf(times) - smallestOf(times);
  const tabs = new Set(sockets.map(({ tab }) => tab)).size;
  const inTabs = tabs > 1;
  // Of what other tabs told only the newest is kept.
  const isCut = inTabs && session.elsewhere.length >= MAX_ELSEWHERE;
  return {
    id: "thundering-herd",
    subject: page,
    severity: "warning",
    explains: false,
    confidence: 0.85,
    ...(inTabs ? { variant: "tabs" } : {}),
    facts: {
      hostPort: host,
      sockets: countOf(sockets.length, "socket"),
      tabs: countOf(tabs, "tab"),
      span: formatDuration(spanMs),
      times: `${isCut ? "at least " : ""}${countOf(herds.length, "time")}`,
    },
    evidence: [
      ...figure("back-together", sockets.length, undefined, {
        at: own[0]?.backAt ?? null,
      }),
      ...figure("back-in-this-tab", inTabs ? own.length : null),
      ...figure("tabs", inTabs ? tabs : null),
      ...figure("within-time", Math.round(spanMs), "ms"),
      ...figure(isCut ? "times-at-least" : "times", herds.length),
    ],
    since: firstLossOf((herds[0] as Herd).sockets),
    until: largestOf(times),
  };
}
