import { maskWords } from "../../secrets/secret-words.ts";
import type { Connection } from "../../session/session.ts";
import { formatCount, formatDuration } from "../../words/words.ts";
import {
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
import { judgeLoss } from "../knowledge/browser-words/lost-words.ts";
import { endsAfterMessage, tellMessage } from "../series/ends-after-message.ts";
import { nextInSeries, withNext } from "./next-attempt.ts";
import { readOutlived, withOutlived } from "./outlived.ts";

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
    const outlivedOf = readOutlived(context);
    const afterOf = endsAfterMessage(context.connections);
    return explainEach(context).map((draft) => {
      const next = nextOf.get(draft.subject.id);
      const told = withNext(withOutlived(stayed(draft, next), outlivedOf), next, context.session);
      return isPlain(told) ? tellMessage(told, afterOf.get(draft.subject.id)) : told;
    });
  },
});

const explainEach = eachEnded((connection) => {
  if (!isOpened(connection) && !isUntold(connection)) return null;
  const { code, by } = connection.end;
  const words = connection.handshake?.error;
  const isBroken = code === 1006 || code === null;
  const told = words && isBroken ? judgeLoss(words) : null;
  const evidence = [
    ...dropEvidence(connection),
    ...figure("browser-words", maskWords(words ?? "")),
    ...largestEvidence(connection, "send"),
  ];
  if (told) {
    const facts = { ...lossFacts(connection), error: quoteSafely(words ?? "") };
    return draftByTable(connection, {
      ...told,
      explains: true,
      severity: BLAMES_NOBODY.has(told.id) ? "warning" : "error",
      confidence: told.variant === "lost" ? LEAST : SURE,
      facts,
      evidence,
    });
  }
  const isUnseen = by === "devtools";
  const open = connection.traffic.pairs.pending.length;
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
    ...(variant === "busy" && open >= MANY_REQUESTS ? { causes: [sayOpen(open)] } : {}),
    facts: lossFacts(connection),
    evidence,
  });
});

function lossFacts(connection: Ended): Record<string, string> {
  const { subscriptions, isCut } = connection.traffic.talk;
  return {
    beat: formatDuration(beatFor(idleMs(connection))),
    asked: formatCount(subscriptions.length),
    more: isCut ? " or more" : "",
  };
}

const isPlain = ({ id, variant }: Draft): boolean =>
  id === "abnormal-closure" && (variant === undefined || variant === "busy");

/** So many at once are a burst. */
const MANY_REQUESTS = 20;
const sayOpen = (open: number): string =>
  `At least ${formatCount(open)} of the page's requests were open at that moment: many services cut, without a word, who asks for more at once than they allow. Ask for less at a time, and wait for answers.`;

/** A page that connected again was not left. */
function stayed(draft: Draft, next: Connection | undefined): Draft {
  return draft.variant === "interrupted" && next
    ? { ...draft, variant: "lost", confidence: LEAST }
    : draft;
}

const BLAMES_NOBODY: ReadonlySet<string> = new Set(["network-lost", "page-suspended"]);

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
