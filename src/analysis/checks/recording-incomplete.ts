import { smallestOf } from "../../session/extremes.ts";
import type { Dropped, FoldedConnections } from "../../session/session.ts";
import { countOf, formatBytes, formatCount, formatDuration, listOf } from "../../words/words.ts";
import { type Context, type Draft, defineCheck } from "../check.ts";
import { figure } from "../connection/evidence.ts";
import type { Evidence } from "../finding.ts";

/** `label` names a figure in the evidence, `why` follows a count in the title's brackets. */
type Reason = { label: string; why: string; variant?: "not-stored" | "unread" | "left-behind" };

const REASONS: Record<Dropped["why"], Reason> = {
  "body-budget": {
    label: "bodies over the page's byte budget",
    why: "over the page's byte budget",
  },
  "back-pressure": {
    label: "messages that came faster than they could be passed on",
    why: "too fast to be passed on",
  },
  "hook-error": {
    label: "messages that the hook failed to read",
    why: "the hook failed to read them",
    variant: "unread",
  },
  "hook-silent": {
    label: "sockets that were not heard any more",
    why: "not heard any more",
    variant: "unread",
  },
  "page-left": {
    label: "bodies of Blobs that the page left behind before they could be read",
    why: "the page was left before they were read",
    variant: "left-behind",
  },
  "storage-full": {
    label: "messages that could not be kept on disk",
    why: "the browser could not store them",
    variant: "not-stored",
  },
  "storage-lost": {
    label: "recorded messages that the browser's database lost",
    why: "the browser's database lost them",
    variant: "not-stored",
  },
  retention: { label: "oldest messages, to stay within the budget", why: "the oldest went first" },
  forgotten: {
    label: "messages of connections beyond the session's cap",
    why: "beyond the session's cap",
  },
};
/** What was lost against the user's will; the others keep a budget that the user can see. */
const FAILURES = new Set<Dropped["why"]>([
  "back-pressure",
  "hook-error",
  "storage-full",
  "storage-lost",
]);

/** Something of the tab was not kept, or not looked at. */
export const recordingIncomplete = defineCheck({
  name: "recording-incomplete",
  run: (context) => [
    ...notHeard(context),
    ...wasNotHeard(context),
    ...failedSteps(context),
    ...notKept(context),
    ...paused(context),
    ...preparedFrames(context),
    ...unclaimed(context),
  ],
});

/** Of one that never answered, none is known. */
const soManySockets = (silences: readonly Dropped[]): string => {
  const sockets = sumOf(silences);
  return sockets > 0 ? countOf(sockets, "socket") : "its sockets";
};
const sumOf = (silences: readonly Dropped[]): number =>
  silences.reduce((sum, { count }) => sum + count, 0);

/** What happened since is anybody's guess, so that nothing can be said to be well. */
function notHeard({ session, page }: Context): Draft[] {
  const silent = session.dropped.filter(
    ({ why, until }) => why === "hook-silent" && until === undefined,
  );
  const [first] = silent;
  if (!first) return [];
  return [
    {
      id: "recording-incomplete",
      variant: "hook-silent",
      subject: page,
      severity: "error",
      explains: false,
      confidence: 1,
      facts: { sockets: soManySockets(silent) },
      evidence: figure("dropped", sumOf(silent), undefined, {
        at: first.at,
        of: REASONS["hook-silent"].label,
      }),
      since: first.at,
      until: null,
    },
  ];
}

/** It is heard again, and what is shown from then on is complete. */
function wasNotHeard({ session, page }: Context): Draft[] {
  const silences = session.dropped.flatMap((one) =>
    one.why === "hook-silent" && one.until !== undefined ? [{ ...one, until: one.until }] : [],
  );
  const [first] = silences;
  if (!first) return [];
  const lasted = silences.reduce((sum, { at, until }) => sum + until - at, 0);
  const once = silences.length === 1;
  // The same sockets may have been missed each time.
  const most = silences.reduce((a, b) => (b.count > a.count ? b : a));
  return [
    {
      id: "recording-incomplete",
      variant: "hook-was-silent",
      subject: page,
      severity: "warning",
      explains: false,
      confidence: 1,
      facts: {
        sockets: soManySockets([most]),
        howLong: once
          ? `for ${formatDuration(lasted)}`
          : `${formatCount(silences.length)} times, for ${formatDuration(lasted)} in all`,
      },
      evidence: silences
        .slice(-MAX_NAMED)
        .flatMap(({ at, until }) => figure("not-heard", until - at, "ms", { at })),
      since: first.at,
      until: silences.reduce((last, { until }) => Math.max(last, until), first.until),
    },
  ];
}

function failedSteps({ session, page }: Context): Draft[] {
  const failed = session.dropped.filter(({ what }) => what === "steps");
  const [first] = failed;
  if (!first) return [];
  const steps = failed.reduce((sum, { count }) => sum + count, 0);
  const error = first.error || "an error without words";
  return [
    {
      id: "recording-incomplete",
      variant: "steps-failed",
      subject: page,
      severity: "warning",
      explains: false,
      confidence: 1,
      facts: { steps: countOf(steps, "step"), error },
      evidence: [
        ...figure("recorder-failures", steps, undefined, { at: first.at }),
        ...figure("first-error", error),
      ],
      since: first.at,
      until: null,
    },
  ];
}

function notKept({ session, page }: Context): Draft[] {
  const { dropped, forgottenCount, foldedConnections } = session;
  const parts = sumByReason(dropped.filter(({ what }) => what !== "steps" && what !== "sockets"));
  const folded = foldedConnections.reduce((sum, { count }) => sum + count, 0);
  if (parts.length === 0 && forgottenCount === 0 && folded === 0) return [];
  const messages = parts.reduce((sum, { count }) => sum + count, 0);
  const what = [
    ...(messages > 0 ? [countOf(messages, "message")] : []),
    ...(forgottenCount > 0 ? [countOf(forgottenCount, "old connection")] : []),
    ...(folded > 0 ? [countOf(folded, "connection only counted", "connections only counted")] : []),
  ];
  const why = new Set([
    ...parts.map(({ why }) => REASONS[why].why),
    ...(forgottenCount > 0 ? [REASONS.forgotten.why] : []),
    ...(folded > 0 ? [REASONS["back-pressure"].why] : []),
  ]);
  // The budgets' words, unless nothing but a failure of another kind cost something.
  const variants = new Set(parts.map(({ why }) => REASONS[why].variant));
  const [variant] = forgottenCount + folded === 0 && variants.size === 1 ? variants : [];
  return [
    {
      id: "recording-incomplete",
      ...(variant === undefined ? {} : { variant }),
      subject: page,
      severity: folded > 0 || parts.some(({ why }) => FAILURES.has(why)) ? "warning" : "info",
      explains: false,
      confidence: 1,
      facts: {
        what: listOf(what) || "something",
        why: listOf([...why]),
      },
      evidence: [
        ...parts.flatMap(({ why, count, sizeBytes, since }) => [
          ...figure("dropped", count, undefined, { at: since, of: REASONS[why].label }),
          ...figure("dropped-size", formatBytes(sizeBytes), undefined, { of: REASONS[why].label }),
        ]),
        ...figure("connections-forgotten", forgottenCount > 0 ? forgottenCount : null),
        ...foldedConnections.flatMap(onlyCounted),
      ],
      since: parts[0]?.since ?? foldedConnections[0]?.firstAt ?? session.startedAt,
      until: null,
    },
  ];
}

/** One address, with how many of its connections are not in the list. */
function onlyCounted(folded: FoldedConnections): Evidence[] {
  const { url, count, openedCount, messageCount, sizeBytes, firstAt } = folded;
  const where = url === "" ? "further addresses" : url;
  return [
    ...figure("more-connections", count, undefined, { at: firstAt, of: where }),
    ...figure("more-opened", openedCount, undefined, { of: where }),
    ...(messageCount > 0
      ? figure(
          "more-said",
          `${countOf(messageCount, "message")}, ${formatBytes(sizeBytes)}`,
          undefined,
          { of: where },
        )
      : []),
  ];
}

type Part = { why: Dropped["why"]; count: number; sizeBytes: number; since: number };

function sumByReason(dropped: readonly Dropped[]): Part[] {
  const parts = new Map<Dropped["why"], Part>();
  for (const { why, at, count, sizeBytes } of dropped) {
    const part = parts.get(why) ?? { why, count: 0, sizeBytes: 0, since: at };
    part.count += count;
    part.sizeBytes += sizeBytes;
    parts.set(why, part);
  }
  return [...parts.values()];
}

function paused({ session, page, nowMs }: Context): Draft[] {
  if (!session.handshakesPaused) return [];
  return [
    {
      id: "recording-incomplete",
      variant: "handshakes-paused",
      subject: page,
      severity: "info",
      explains: false,
      confidence: 1,
      facts: {},
      evidence: figure("handshake-details", "paused", undefined, { at: nowMs }),
      since: nowMs,
      until: null,
    },
  ];
}

/** What follows an address may hold credentials. */
const withoutQuery = (url: string): string => /^[^?#]*/.exec(url)?.[0] ?? "";

/** Of a prepared page itself the panel says so; its frames are part of a page that is watched. */
function preparedFrames({ session, page }: Context): Draft[] {
  const frames = [...session.documents.values()].filter(
    ({ top, prepared, hooked, state }) => !top && prepared && !hooked && state === "live",
  );
  if (frames.length === 0) return [];
  return [
    {
      id: "recording-incomplete",
      variant: "frames-prepared",
      subject: page,
      severity: "info",
      explains: false,
      confidence: 1,
      facts: { frames: countOf(frames.length, "frame") },
      evidence: frames.flatMap(({ url, joinedAt }) =>
        figure("frame-unseen", withoutQuery(url), undefined, { at: joinedAt }),
      ),
      since: smallestOf(frames.map(({ joinedAt }) => joinedAt)),
      until: null,
    },
  ];
}

/** Addresses that are named one by one. */
const MAX_NAMED = 10;

/** What DevTools lists and no hook had a part in, where a page worker is not the only one it can be of. */
function unclaimed({ session, page, nowMs }: Context): Draft[] {
  const counts = new Map<string, number>();
  const unseen = session.unmatchedHandshakes.filter(({ fromWorker }) => fromWorker);
  if (unseen.length === 0 || session.documents.size === 0) return [];
  for (const { url } of unseen) {
    const address = withoutQuery(url);
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [
    {
      id: "recording-incomplete",
      variant: "handshakes-unclaimed",
      subject: page,
      severity: "info",
      explains: false,
      confidence: 1,
      facts: { sockets: countOf(unseen.length, "socket") },
      evidence: [...counts]
        .slice(0, MAX_NAMED)
        .flatMap(([address, count]) =>
          figure("handshakes-unseen", count, undefined, { of: address }),
        ),
      since: unseen.reduce((first, { startedAt }) => Math.min(first, startedAt), nowMs),
      until: null,
    },
  ];
}
