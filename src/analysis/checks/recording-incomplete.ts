import { smallestOf } from "../../session/extremes.ts";
import type { Dropped } from "../../session/session.ts";
import { countOf, formatCount, formatDuration } from "../../words/words.ts";
import { type Context, type Draft, defineCheck } from "../check.ts";
import { figure } from "../connection/evidence.ts";
import { NOT_HEARD, notKept } from "./not-kept.ts";

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
        of: NOT_HEARD,
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
