import { isNetworkGone } from "../../../protocol/http-request.ts";
import type { Connection, Lifecycle } from "../../../session/session.ts";
import { countOf, formatCount } from "../../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  type Ended,
  explainEnd,
  isEnded,
} from "../../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { quote } from "../../connection/facts.ts";
import { judgeHandshake } from "../../connection/handshake/judge-handshake.ts";
import { httpBesideEnd } from "../../connection/http-beside.ts";
import type { FindingId } from "../../finding.ts";
import { brokenTogether, hostOf, wasOpenAt } from "../../series/moments.ts";

/** Sockets that die young fail for reasons of their own, and may do so side by side. */
const SETTLED_MS = 2_000;
/** Browsers notice a dead line by the next packet that gets no answer. */
export const NOTICE_MS = 60_000;
/** The event and the end of the sockets come from the same change, in either order. */
const BEFORE_MS = 2_000;
const OFFLINE = 0.84;
const SEVERAL_HOSTS = 0.7;
const BY_HTTP = 0.75;
/** Nothing but the time says that the socket broke by it. */
const BY_HTTP_ALONE = 0.5;

/** The browser went offline, or sockets of several hosts broke in the same moment. */
export const networkLost = defineCheck({
  name: "network-lost",
  run: (context) => [...whileOffline(context), ...together(context), ...whileHttpFailed(context)],
});

/** The browser's words on an HTTP request, of any host, that name the network. */
function whileHttpFailed({ session, connections }: Context): Draft[] {
  if (!session.http.some(isNetworkGone)) return [];
  return connections.flatMap((connection): Draft[] => {
    if (!isEnded(connection) || !isOpened(connection)) return [];
    const closer = whoClosed(connection);
    if (closer !== "network" && (closer !== "unseen" || connection.end.code !== null)) return [];
    const gone = httpBesideEnd(session, connection)?.networkGone;
    if (!gone) return [];
    return [
      explainEnd(connection, {
        id: "network-lost",
        variant: "http",
        severity: "warning",
        confidence: closer === "network" ? BY_HTTP : BY_HTTP_ALONE,
        facts: { error: quote(gone.error ?? "") },
        evidence: dropEvidence(connection),
      }),
    ];
  });
}

function whileOffline({ session, connections }: Context): Draft[] {
  const offline = session.lifecycle.filter(({ kind }) => kind === "offline");
  if (offline.length === 0) return [];
  return connections.flatMap((connection): Draft[] => {
    if (!isEnded(connection) || !isOpened(connection)) return [];
    if (whoClosed(connection) !== "network") return [];
    const event = offline.findLast((candidate) => isDuring(connection, candidate));
    if (!event) return [];
    return [
      explainEnd(connection, {
        id: "network-lost",
        severity: "warning",
        confidence: OFFLINE,
        evidence: [
          ...figure("browser-went", "offline", undefined, { at: event.at }),
          ...dropEvidence(connection),
        ],
      }),
    ];
  });
}

const isDuring = (ended: Ended, { at }: Lifecycle): boolean =>
  wasOpenAt(ended, at) && ended.end.at >= at - BEFORE_MS && ended.end.at <= at + NOTICE_MS;

function together(context: Context): Draft[] {
  const moments = brokenTogether(context, SETTLED_MS).filter(isOfSeveralHosts);
  if (moments.length === 0) return [];
  const failsByItself = readOwnFaults(context);
  return moments
    .map((moment) => moment.filter((connection) => !failsByItself(connection)))
    .filter(isOfSeveralHosts)
    .flatMap((moment) =>
      moment.map((connection) =>
        explainEnd(connection, {
          id: "network-lost",
          variant: "together",
          severity: "warning",
          confidence: SEVERAL_HOSTS,
          facts: {
            together: countOf(moment.length, "socket"),
            hosts: formatCount(new Set(moment.map(hostOf)).size),
          },
          evidence: [
            ...figure("broke-together", moment.length),
            ...figure("hosts", [...new Set(moment.map(hostOf))].slice(0, 5).join(", ")),
            ...dropEvidence(connection),
          ],
        }),
      ),
    );
}

/** A page tries again within seconds. */
const NEXT_WITHIN_MS = 15_000;
/** Whoever answers so was reached: a network that is gone lets nobody answer. */
const REACHED: ReadonlySet<FindingId> = new Set<FindingId>([
  "handshake-server-error",
  "handshake-tls",
  "handshake-refused",
  "handshake-not-found",
  "auth-rejected",
]);

type FailsByItself = (lost: Ended) => boolean;

/** Whether the next attempt at the host was answered by a fault of its own: a loss beside it is a chance. */
function readOwnFaults({ session, connections }: Context): FailsByItself {
  const byHost = new Map<string, Connection[]>();
  for (const one of connections) {
    const host = hostOf(one);
    const known = byHost.get(host);
    if (known) known.push(one);
    else byHost.set(host, [one]);
  }
  for (const one of byHost.values()) one.sort((a, b) => a.createdAt - b.createdAt);
  return (lost) => {
    const next = firstFrom(byHost.get(hostOf(lost)) ?? [], lost.end.at);
    if (!next?.end || next.createdAt - lost.end.at > NEXT_WITHIN_MS) return false;
    return (
      !isOpened(next) && next.handshake !== null && REACHED.has(judgeHandshake(next, session).id)
    );
  };
}

/** The first that was created then or later. */
function firstFrom(sorted: readonly Connection[], at: number): Connection | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle]?.createdAt ?? 0) < at) from = middle + 1;
    else to = middle;
  }
  return sorted[from];
}

function isOfSeveralHosts(moment: readonly Ended[]): boolean {
  const [first] = moment;
  return (
    first !== undefined &&
    wasOpenAt(first, first.end.at - SETTLED_MS) &&
    new Set(moment.map(hostOf)).size > 1
  );
}
