import { maskWords } from "../../secrets/secret-words.ts";
import { formatDuration } from "../../words/words.ts";
import { defineCheck, type Ended, eachEnded, explainEnd } from "../check.ts";
import {
  dropEvidence,
  figure,
  idleMs,
  isOpened,
  isUntold,
  largestEvidence,
} from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
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
  run: eachEnded((connection) => {
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
      return explainEnd(connection, {
        ...told,
        severity: "error",
        confidence: SURE,
        facts,
        evidence,
      });
    }
    const isUnseen = by === "devtools";
    const variant = isUnseen ? unseenVariant(connection) : isBusy(connection) ? "busy" : null;
    return explainEnd(connection, {
      id: "abnormal-closure",
      ...(variant ? { variant } : {}),
      severity: isUnseen ? "info" : "error",
      confidence: isUnseen ? UNSEEN : LEAST,
      facts: { beat: formatDuration(beatFor(idleMs(connection))) },
      evidence,
    });
  }),
});

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

const isBusy = (connection: Ended): boolean => (idleMs(connection) ?? 0) < SHORTEST_IDLE_LIMIT_MS;
