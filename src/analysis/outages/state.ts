import type { Connection, Session } from "../../session/session.ts";
import { readConversation } from "../connection/conversation.ts";
import type { FindingId, Outage, SolvedBy } from "../finding.ts";
import { FINDINGS } from "../findings.ts";
import type { Cause } from "./cause.ts";
import type { Episode } from "./episodes.ts";
import { hasGivenUp, LONGEST_WAIT, wasReloadedAfterGivingUp } from "./given-up.ts";

/** Who refuses for these reasons refuses until somebody changes something. */
const NEEDS_A_PERSON: ReadonlySet<FindingId> = new Set<FindingId>([
  "handshake-rejected",
  "handshake-not-found",
  "policy-violation",
  "invalid-url",
]);

const isRefusal = ({ id }: Cause): boolean =>
  FINDINGS[id].class === "auth" || NEEDS_A_PERSON.has(id);

const isAuth = (id: FindingId | undefined): boolean => id !== undefined && NEEDS_LOGIN.has(id);
const NEEDS_LOGIN: ReadonlySet<FindingId> = new Set<FindingId>(["auth-rejected", "token-expired"]);

export type Standing = {
  state: Outage["state"];
  solvedBy: SolvedBy | null;
  until: number | null;
  /** The page had stopped trying, whoever put it right afterwards. */
  gaveUp: boolean;
};

/** `waitsMs`: before the attempts of the episode, as far as they are known. */
export function standingOf(
  episode: Episode,
  cause: Cause,
  waitsMs: readonly number[],
  session: Session,
  nowMs: number,
  endedBy: (connection: Connection) => FindingId | undefined = () => undefined,
): Standing {
  const { readyAgain } = episode;
  if (readyAgain !== null) {
    // Whatever began it: where a login was refused at its end, a person put that right.
    const last = episode.failed.at(-1);
    const wasRefused = last !== undefined && isAuth(endedBy(last));
    const isLogin = wasRefused || FINDINGS[cause.id].class === "auth";
    const gaveUp = wasReloadedAfterGivingUp(episode, waitsMs, session);
    const byPerson = isRefusal(cause) || wasRefused ? whatSolved(episode, isLogin, waitsMs) : null;
    const solvedBy = byPerson ?? (gaveUp ? "page" : null);
    return {
      state: solvedBy ? "solved-by-user" : "over",
      solvedBy,
      until: readyAgain,
      // Who was refused did well to stop.
      gaveUp: gaveUp && byPerson === null,
    };
  }
  const leftAt = whenLeft(episode, session);
  if (leftAt !== null) {
    return { state: "solved-by-user", solvedBy: "left", until: leftAt, gaveUp: false };
  }
  const isTrying = episode.opening !== null || episode.trying !== null;
  const gaveUp = !isTrying && hasGivenUp(episode, waitsMs, session, nowMs);
  return { state: gaveUp ? "given-up" : "going-on", solvedBy: null, until: null, gaveUp };
}

/** Other credentials, another page, or a try of a person's own: nothing that the page does by itself. */
function whatSolved(
  { failed, lost, through }: Episode,
  isLogin: boolean,
  waitsMs: readonly number[],
): SolvedBy | null {
  const solution = through[0];
  const last = failed.at(-1) ?? lost.at(-1);
  if (!solution || !last) return null;
  if (solution.documentId !== last.documentId) return "page";
  const before = failed.length > 0 ? failed : lost;
  const isNew = (of: (connection: Connection) => string): boolean =>
    new Set(before.map(of)).size === 1 && of(last) !== of(solution);
  // Of one endpoint, addresses differ by what they carry: a token, where it was refused for that.
  if (isNew(addressOf)) return isLogin ? "login" : "address";
  if (isNew(firstSent)) return "login";
  const waitMs = solution.createdAt - (last.end?.at ?? solution.createdAt);
  const usual = waitsMs.slice(0, -1);
  const isLate =
    usual.length > 0
      ? waitMs > LONGEST_WAIT * usual.reduce((most, ms) => Math.max(most, ms), 0)
      : before.length === 1;
  return isLate && waitMs > 2_000 ? "try" : null;
}

const addressOf = ({ url, protocols }: Connection): string => [url, ...(protocols ?? [])].join(" ");

const firstSent = (connection: Connection): string => {
  const first = readConversation(connection).messages.find(({ direction }) => direction === "send");
  // MQTT logs in by bytes.
  return first === undefined ? "" : JSON.stringify(first.body);
};

/** When the page of its last attempt went away; null where it is still there, or no page is known. */
function whenLeft({ failed, lost }: Episode, session: Session): number | null {
  const last = [...failed, ...lost].reduce<Connection | null>(
    (latest, each) => (latest && latest.createdAt > each.createdAt ? latest : each),
    null,
  );
  const document = last?.documentId == null ? undefined : session.documents.get(last.documentId);
  if (!last || !document || (document.state === "live" && document.page === session.page))
    return null;
  const next = [...session.documents.values()]
    .filter(({ top, page, joinedAt }) => top && page > document.page && joinedAt >= last.createdAt)
    .map(({ joinedAt }) => joinedAt);
  return next.length === 0 ? null : Math.min(...next);
}
