import { headerOf } from "../../protocol/headers.ts";
import type { Connection, Session } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";
import type { Context, Draft } from "../check.ts";
import { isOpened } from "../connection/evidence.ts";
import { judgeHandshake } from "../connection/handshake/judge-handshake.ts";
import { leadsToLogin } from "../connection/redirected.ts";
import { OF_THIS_COMPUTER } from "../knowledge/browser-words/lost-words.ts";

/** A process that is started again listens again within seconds, and a page tries again within seconds. */
const NEXT_WITHIN_MS = 15_000;
/** What a proxy answers for a server that is not there: 521 and 523 are Cloudflare's. */
const BEHIND_GONE = new Set([502, 521, 523]);
/** Of a break of which no more is known. */
const PLAIN: ReadonlySet<string | undefined> = new Set([undefined, "busy", "lost", "outlived"]);
/** Whatever explains the end itself is surer. */
const BY_NEXT = 0.5;

/**
 * A break without words is told by what the next attempt met with: whoever cuts a quiet connection is
 * still there for it, and a process that ended, a line that went, a login that ran out are not.
 */
export function withNext(draft: Draft, next: Connection | undefined, session: Session): Draft {
  const { id, variant, connection } = draft;
  const isPlain = id === "abnormal-closure" && PLAIN.has(variant);
  if (!isPlain || !next?.end || isOpened(next) || !connection?.end) return draft;
  const afterMs = next.createdAt - connection.end.at;
  if (afterMs < 0 || afterMs > NEXT_WITHIN_MS) return draft;
  const told = readNext(next, session);
  if (told === null) return draft;
  const { outcome, ...shown } = told;
  return {
    ...draft,
    ...shown,
    confidence: BY_NEXT,
    facts: { ...draft.facts, after: formatDuration(afterMs), outcome },
  };
}

function readNext(
  next: Connection,
  session: Session,
): (Pick<Draft, "id" | "variant" | "severity"> & { outcome: string }) | null {
  const verdict = judgeHandshake(next, session);
  const { status = 0 } = verdict;
  const died = { id: "abnormal-closure", variant: "died", severity: "error" } as const;
  if (verdict.id === "handshake-refused") {
    return { ...died, outcome: "nothing listened there any more" };
  }
  if (BEHIND_GONE.has(status)) {
    const outcome = `a proxy answered ${status}, as it does for a server that is not there`;
    return { ...died, outcome };
  }
  if (verdict.id === "handshake-unreachable" && OF_THIS_COMPUTER.has(verdict.variant ?? "")) {
    const outcome = "this computer had no network";
    return { id: "network-lost", variant: "next", severity: "warning", outcome };
  }
  // Who refuses upgrades, or robots, with 403 asks for no login.
  const isLogin =
    (verdict.id === "auth-rejected" && (status === 401 || status === 403)) ||
    leadsToLogin(next.url, headerOf(next.handshake?.responseHeaders, "location"));
  if (!isLogin) return null;
  const outcome =
    status < 400 ? `sent the page to a login (${status})` : `did not let the page in (${status})`;
  return { id: "abnormal-closure", variant: "login-over", severity: "error", outcome };
}

export const nextInSeries = ({ series }: Context): ReadonlyMap<string, Connection> =>
  new Map(
    series.flatMap(({ connections }) =>
      connections.slice(1).map((next, i) => [connections[i]?.id ?? "", next] as const),
    ),
  );
