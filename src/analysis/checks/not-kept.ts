import type { Dropped, FoldedConnections } from "../../session/session.ts";
import { countOf, formatBytes, listOf } from "../../words/words.ts";
import type { Context, Draft } from "../check.ts";
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

export const NOT_HEARD = REASONS["hook-silent"].label;

/** What was dropped, forgotten or only counted. */
export function notKept({ session, page }: Context): Draft[] {
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
