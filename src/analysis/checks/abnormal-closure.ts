import { maskWords } from "../../secrets/secret-words.ts";
import type { Connection, Session } from "../../session/session.ts";
import { formatCount, formatDuration } from "../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  draftByTable,
  type Ended,
  eachEnded,
  explainEnd,
} from "../check.ts";
import {
  dropEvidence,
  figure,
  idleMs,
  isOpened,
  isUntold,
  largestEvidence,
} from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import { judgeHandshake } from "../connection/judge-handshake.ts";
import { judgeFrameError } from "../knowledge/browser-words/frame-words.ts";
import type { HandshakeVerdict } from "../knowledge/browser-words/verdict.ts";

/** The last resort for a connection that had opened, so that no end stays unexplained. */
const LEAST = 0.4;
const UNSEEN = 0.2;
/** DevTools' words on a broken frame are the browser's own reason for failing the connection. */
const SURE = 0.95;

/** 1006 after open: what DevTools says of it, or that nothing better is known. */
export const abnormalClosure = defineCheck({
  name: "abnormal-closure",
  run: (context) => {
    const nextOf = nextInSeries(context);
    return explainEach(context).map((draft) =>
      withNext(draft, nextOf.get(draft.subject.id), context.session),
    );
  },
});

const explainEach = eachEnded((connection) => {
  if (!isOpened(connection) && !isUntold(connection)) return null;
  const { code, by } = connection.end;
  const words = connection.handshake?.error;
  const told = words && (code === 1006 || code === null) ? judgeWords(words) : null;
  const evidence = [
    ...dropEvidence(connection),
    ...figure("browser-words", maskWords(words ?? "")),
    ...largestEvidence(connection, "send"),
  ];
  if (told) {
    const facts = { error: quoteSafely(words ?? "") };
    return draftByTable(connection, {
      ...told,
      explains: true,
      severity: "error",
      confidence: SURE,
      facts,
      evidence,
    });
  }
  const isUnseen = by === "devtools";
  const asked = connection.traffic.talk.subscriptions.length;
  const variant = isUnseen
    ? unseenVariant(connection)
    : isBusy(connection)
      ? asked >= MANY_SUBSCRIPTIONS
        ? "many-subscriptions"
        : "busy"
      : null;
  return explainEnd(connection, {
    id: "abnormal-closure",
    ...(variant ? { variant } : {}),
    severity: isUnseen ? "info" : "error",
    confidence: isUnseen ? UNSEEN : LEAST,
    facts: {
      beat: formatDuration(beatFor(idleMs(connection))),
      asked: formatCount(asked),
      more: connection.traffic.talk.isCut ? " or more" : "",
    },
    evidence,
  });
});

/** A process that is started again listens again within seconds, and a page tries again within seconds. */
const NEXT_WITHIN_MS = 15_000;
/** What a proxy answers for a server that is not there. */
const BEHIND_GONE = 502;
/** Whatever explains the end itself is surer. */
const DIED = 0.5;

/** Whoever cuts a quiet connection is still there for the next attempt; a process that ended is not. */
function withNext(draft: Draft, next: Connection | undefined, session: Session): Draft {
  const { id, variant, connection } = draft;
  const isPlain = id === "abnormal-closure" && (variant === undefined || variant === "busy");
  if (!isPlain || !next?.end || isOpened(next) || !connection?.end) return draft;
  const afterMs = next.createdAt - connection.end.at;
  if (afterMs < 0 || afterMs > NEXT_WITHIN_MS) return draft;
  const verdict = judgeHandshake(next, session);
  const outcome =
    verdict.id === "handshake-refused"
      ? "nothing listened there any more"
      : verdict.status === BEHIND_GONE
        ? "a proxy answered 502, as it does for a server that is not there"
        : null;
  if (outcome === null) return draft;
  return {
    ...draft,
    variant: "died",
    confidence: DIED,
    facts: { ...draft.facts, after: formatDuration(afterMs), outcome },
  };
}

const nextInSeries = ({ series }: Context): ReadonlyMap<string, Connection> =>
  new Map(
    series.flatMap(({ connections }) =>
      connections.slice(1).map((next, i) => [connections[i]?.id ?? "", next] as const),
    ),
  );

/** Words that are in no table are quoted: they are still the browser's own reason. */
const judgeWords = (words: string): HandshakeVerdict =>
  judgeFrameError(words) ?? { id: "abnormal-closure", variant: "told" };

/** Below all common idle limits, of which 30 s is the shortest, and not a burden. */
const USUAL_BEAT_MS = 25_000;

/** Two in the silence that it did not outlive, so that one may be lost. */
function beatFor(quietMs: number | null): number {
  const halfMs = Math.round((quietMs ?? 0) / 2_000) * 1_000;
  return halfMs === 0 ? USUAL_BEAT_MS : Math.min(USUAL_BEAT_MS, halfMs);
}

/** Only DevTools, or a file of another tool, knew of it. */
const unseenVariant = ({ pageWorker, end }: Ended) =>
  pageWorker ? "unseen" : end.code === null ? "untold" : "untold-side";

/** No proxy is known to cut a connection that was quiet for so short a time. */
const SHORTEST_IDLE_LIMIT_MS = 3_000;

/** Services that bound them bound them at some tens to some hundreds. */
const MANY_SUBSCRIPTIONS = 40;

const isBusy = (connection: Ended): boolean => (idleMs(connection) ?? 0) < SHORTEST_IDLE_LIMIT_MS;
