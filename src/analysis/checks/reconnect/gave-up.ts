import { largestOf } from "../../../session/extremes.ts";
import type { Connection, Session } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { closeCodeName } from "../../knowledge/close-codes.ts";
import { meanWaitMs } from "../../policy/cost.ts";
import { knownDelays, policyOf, retriesOf, type SeriesGroup } from "../../series/series.ts";
import { hopelessAnswer } from "./retry-hopeless.ts";

/** Who looks at the page notices by then. */
export const NOTICE_MS = 30_000;
/** No sensible backoff waits longer with somebody looking at the page. */
export const PATIENCE_MS = 5 * 60_000;
/** Where the waits are known; a circuit breaker that was not seen yet may pause for a minute. */
export const OVERDUE_MS = 2 * 60_000;
/** Certain is what even a late timer does not explain. */
const LATE_TIMES = 1.5;
const STEP_MS = 10_000;

/** What it is called, by whether it is certain, and whether it ever tried. */
const VARIANTS = {
  certain: { retried: "retried", never: null },
  noticed: { retried: "noticed-retried", never: "noticed" },
} as const;
/** What opens later hardly stands in for it. */
const REPLACED_WITHIN_MS = 60_000;
/** What passes: a restart, an overload, a break of the line. */
const TRANSIENT_CODES = [1001, 1006, 1011, 1012, 1013, 1014];
/** The next wait may be drawn at random: up to twice its mean. */
const LONGEST_WAIT = 2;

/** No reconnect after a transient close: noticed, and said to be given up once that is certain. */
export const gaveUp = defineCheck({
  name: "gave-up",
  run: (context) => context.series.flatMap((group) => judge(group, context)),
});

function judge(group: SeriesGroup, { session, connections, nowMs }: Context): Draft[] {
  const last = group.connections.at(-1);
  if (!last?.end || group.connections.some(({ end }) => end === null)) return [];
  const waitedMs = nowMs - last.end.at;
  const nextMs = longestNextMs(group);
  if (waitedMs < Math.max(NOTICE_MS, nextMs) || !wasMissed(group, last)) return [];
  if (!wasInFront(session, last, nowMs) || wasReplaced(last, connections)) return [];
  const isKnown = policyOf(group).policy.kind !== "unknown";
  const isCertain = waitedMs >= Math.max(isKnown ? OVERDUE_MS : PATIENCE_MS, nextMs * LATE_TIMES);
  const retries = retriesOf(group).length;
  const lastWaitMs = knownDelays(group).at(-1) ?? 0;
  const variant = VARIANTS[isCertain ? "certain" : "noticed"][retries > 0 ? "retried" : "never"];
  const { code } = last.end;
  return [
    draftFor(last, {
      id: "gave-up",
      severity: isCertain ? "warning" : "info",
      confidence: isCertain ? 0.8 : 0.6,
      ...(variant === null ? {} : { variant }),
      facts: {
        waited: formatDuration(Math.floor(waitedMs / STEP_MS) * STEP_MS),
        retries: countOf(retries, "retry", "retries"),
        lastWait: formatDuration(lastWaitMs),
      },
      evidence: [
        ...figure("since-end", Math.round(waitedMs), "ms", { at: last.end.at }),
        ...figure("close-code", code === null ? null : `${code} ${closeCodeName(code)}`),
        ...figure("retries", retries),
        ...figure(
          "longest-wait",
          retries > 0 ? Math.round(largestOf(knownDelays(group))) : null,
          "ms",
        ),
      ],
      since: last.end.at,
      until: null,
    }),
  ];
}

/** As long as the next wait may be: as long as any was, or as the policy's next one at most. */
function longestNextMs(group: SeriesGroup): number {
  const { policy, steps } = policyOf(group);
  const meanMs = meanWaitMs(policy, (steps.at(-1) ?? -1) + 1);
  // A circuit breaker pauses, then tries once.
  return Math.max(
    LONGEST_WAIT * meanMs,
    LONGEST_WAIT * (policy.breaker?.pauseMs ?? 0),
    largestOf([0, ...knownDelays(group)]),
  );
}

/** Ended by what passes, and of use before: a page may well shrug at what never opened. */
function wasMissed({ connections }: SeriesGroup, last: Connection): boolean {
  if (hopelessAnswer(last) !== null || !connections.some(isOpened)) return false;
  const closer = whoClosed(last);
  if (closer !== "server" && closer !== "network") return false;
  return last.end?.code != null && TRANSIENT_CODES.includes(last.end.code);
}

/** The page went on with another socket: at another host, or under a session id of its own. */
const wasReplaced = ({ documentId, end }: Connection, connections: readonly Connection[]) =>
  connections.some(
    (other) =>
      other.documentId === documentId &&
      other.open !== null &&
      other.createdAt >= (end?.at ?? Number.POSITIVE_INFINITY) &&
      other.open.at - (end?.at ?? 0) <= REPLACED_WITHIN_MS,
  );

/** The page was shown, online and awake all the time since. */
function wasInFront(session: Session, { documentId, end }: Connection, nowMs: number): boolean {
  const record = documentId === null ? undefined : session.documents.get(documentId);
  if (record?.state !== "live" || !record.visible || !record.online || record.frozen) return false;
  const since = Math.max(end?.at ?? 0, nowMs - PATIENCE_MS);
  return !session.lifecycle.some(
    ({ kind, at, documentId: of }) =>
      at >= since &&
      of === documentId &&
      ["hidden", "visible", "freeze", "resume", "offline", "online", "clock-jump"].includes(kind),
  );
}
