import { parseUrl } from "../../protocol/parse-url.ts";
import { createEndpointNames } from "../../session/endpoint-names.ts";
import type { Connection } from "../../session/session.ts";
import type { Context } from "../check.ts";
import type { Finding, Outage } from "../finding.ts";
import { groupByEndpoint } from "../series/endpoint-groups.ts";
import { knownDelay } from "../series/series.ts";
import { findCause } from "./cause.ts";
import { type Episode, findEpisodes } from "./episodes.ts";
import { joinEpisodes } from "./join.ts";
import { butForOthers, createOtherHosts } from "./other-hosts.ts";
import type { Primaries } from "./outcome.ts";
import { type Part, reportOutage } from "./report-outage.ts";
import { standingOf } from "./state.ts";

/** The outages of a session, by its findings. Those that last first, then the newest. */
export function findOutages(context: Context, findings: readonly Finding[]): Outage[] {
  const { session, nowMs } = context;
  const primaries: Primaries = new Map(
    findings.flatMap((finding) =>
      finding.primary ? [[finding.subject.id, finding] as const] : [],
    ),
  );
  const { answerOf, delayOf } = readSeries(context);
  const forgotten = new Map(
    session.forgottenEndpoints.map(({ endpoint, failing }) => [endpoint, failing]),
  );
  const others = createOtherHosts(context.connections);
  const parts = groupByEndpoint(context.connections).flatMap(({ endpoint, connections }): Part[] =>
    findEpisodes(connections.toReversed(), primaries, answerOf, nowMs, forgotten.get(endpoint)).map(
      (episode) => {
        const hostPort = parseUrl(episode.url)?.hostPort ?? episode.url;
        const cause = butForOthers(findCause(episode, primaries), () =>
          others.isHeard(hostPort, episode.begin, lastFailureOf(episode)),
        );
        const attempts = [...episode.failed, ...episode.through];
        const waitsMs = attempts.flatMap(({ id }) => delayOf.get(id) ?? []);
        const { state, solvedBy, until, gaveUp } = standingOf(
          episode,
          cause,
          waitsMs,
          session,
          nowMs,
          ({ id }) => primaries.get(id)?.id,
        );
        return {
          episode,
          cause,
          waitsMs,
          hostPort,
          state,
          solvedBy,
          gaveUp,
          until: until ?? Number.POSITIVE_INFINITY,
        };
      },
    ),
  );
  parts.sort((a, b) => a.episode.begin - b.episode.begin);
  const before = new Map<string, Outage["before"]>();
  const worse = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.id !== "reconnect-storm" && finding.id !== "gave-up") continue;
    const { url } = finding.subject;
    worse.set(url, [...(worse.get(url) ?? []), finding]);
  }
  const nameOf = createEndpointNames(context.connections.map(({ endpoint }) => endpoint));
  return joinEpisodes(parts)
    .map((joined) => {
      const outage = reportOutage(joined, { primaries, worse, nowMs, before, nameOf });
      noteLengths(before, outage.away);
      return outage;
    })
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.begin - a.begin);
}

/** Until then it was out of reach for certain. */
const lastFailureOf = ({ failed, begin }: Episode): number =>
  failed.reduce((last, { createdAt }) => Math.max(last, createdAt), begin);

/** Whether it works again, or nobody is waiting for it any more. */
const isOver = ({ state }: Pick<Outage, "state">): boolean =>
  state === "over" || state === "solved-by-user";

function noteLengths(before: Map<string, Outage["before"]>, away: Outage["away"]) {
  for (const { url, begin, until } of away) {
    if (until === null) continue;
    const { count, longestMs } = before.get(url) ?? { count: 0, longestMs: 0 };
    before.set(url, { count: count + 1, longestMs: Math.max(longestMs, until - begin) });
  }
}

/** Which loss each attempt answers, and how long after it; by the attempt's id. */
function readSeries({ series }: Context) {
  const answerOf = new Map<string, Connection>();
  const delayOf = new Map<string, number>();
  for (const group of series) {
    for (const [i, { id }] of group.connections.entries()) {
      const answered = group.answers[i];
      if (answered) answerOf.set(id, answered);
      const delayMs = knownDelay(group, i);
      if (delayMs !== null) delayOf.set(id, Math.max(0, delayMs));
    }
  }
  return { answerOf, delayOf };
}
