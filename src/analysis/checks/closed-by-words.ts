import type { Retry } from "../../services/service.ts";
import { formatBytes } from "../../words/words.ts";
import { defineCheck, draftByTable, type Ended, eachEnded } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import {
  dropEvidence,
  figure,
  isOpened,
  largestEvidence,
  whoClosed,
} from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import { isDocumented, readToldReason } from "../connection/told-reason.ts";
import { type CloseExplanation, closeCodeName, explainClose } from "../knowledge/close-codes.ts";
import { AS_A_REASON, agrees, byOrigin, type ReasonFacts, saysLittle } from "../spoken/findings.ts";
import { type Reading, readWords, type Topic } from "../spoken/read-spoken.ts";
import { sayEnding, sayWait } from "./content/say.ts";
import { SUBPROTOCOL } from "./content/subprotocol.ts";

/** Above what a code says by itself (0.9), and a page's close (0.95) is none of the server's. */
const CLEAR = 0.95;
const VAGUE = 0.905;
const DOCUMENTED = 0.92;
const BY_CONVENTION = 0.75;

/** Private codes that repeat an HTTP status by convention, where no service is known to mean another thing. */
const LIKE_HTTP: Record<number, Topic> = {
  4401: "credentials",
  4403: "credentials",
  4429: "rate",
};
/** Registered for HTTP's 401 and 403. */
const REGISTERED = new Set([3000, 3003]);

/** A close whose reason, whatever its code, or whose documented meaning says what is wrong. */
export const closedByWords = defineCheck({
  name: "closed-by-words",
  run: eachEnded((connection) => {
    const { code, reason } = connection.end;
    if (code === null || !isOpened(connection) || whoClosed(connection) !== "server") return null;
    const meaning = explainClose(connection);
    const told = judge(connection, code, meaning);
    const finding = told && AS_A_REASON[told.topic];
    if (!finding || isOutOfOrder(connection) || isAboutSubprotocol(connection, told)) return null;
    const codeSays = sayCode(code);
    return draftByTable(connection, {
      ...byOrigin(finding, reason),
      explains: true,
      confidence: told.confidence,
      facts: {
        codeName: meaning.name,
        advice: adviceFor(told.topic, meaning),
        said: quoteSafely(reason || meaning.name),
        ending: sayEnding(connection),
        wait: sayWait(told.waitMs),
        told: "The server said so in the reason of the close.",
        codeSays: codeSays === "" ? "" : `Its code alone, ${codeSays}, would say something else.`,
        largest: formatBytes(connection.send.largestBytes),
      } satisfies ReasonFacts & Record<string, string>,
      evidence: [
        ...dropEvidence(connection),
        ...figure("service", meaning.service),
        ...figure(
          "code-meaning",
          meaning.isOwn && code >= 3000 ? `${meaning.name}: ${meaning.meaning}` : null,
          undefined,
          { of: meaning.service ?? "" },
        ),
        ...figure("code-alone", codeSays),
        ...figure("asks-to-wait", told.waitMs, "ms"),
        ...(told.topic === "size" ? largestEvidence(connection, "send") : []),
      ],
    });
  }),
});

type Told = { topic: Topic; confidence: number; waitMs: number | null };

const SESSION_WORDS = /\bsession[ _-]?(?:(?:has|is|was) )?expired\b/i;

/** The reason is the server's own sentence; then what the service documents; then the registry. */
function judge(connection: Ended, code: number, meaning: CloseExplanation): Told | null {
  const { reason } = connection.end;
  const isOwn = isDocumented(connection);
  // "Session expired; begin a new one" is the end of a session, not of a login.
  const isNewSession = isOwn && meaning.retry === "immediate-new-session";
  if (isNewSession && SESSION_WORDS.test(reason)) return null;
  const reading = readToldReason(connection);
  const byConvention = isOwn ? undefined : REGISTERED.has(code) ? "credentials" : LIKE_HTTP[code];
  // "invalid_request_error" says less than a number that repeats HTTP's.
  if (reading && !(reading.isVague && byConvention))
    return agrees(code, reading.topic) ? null : byReason(code, reading);
  // 1008 has many uses even within one service; a reason that speaks of another thing is believed.
  if (code < 3000 && (code !== 1008 || reason !== "")) return null;
  if (isOwn) return isNewSession ? null : byMeaning(meaning);
  const confidence = REGISTERED.has(code) ? DOCUMENTED : BY_CONVENTION;
  return byConvention ? { topic: byConvention, confidence, waitMs: null } : null;
}

function byReason(code: number, { topic, isVague, waitMs }: Reading): Told | null {
  if (!isVague) return { topic, confidence: CLEAR, waitMs };
  return saysLittle(code) ? { topic, confidence: VAGUE, waitMs } : null;
}

/** What of a documented meaning is surer than the code's own place in the table. */
const MEANT = new Set<Topic>([
  "credentials",
  "rate",
  "connections",
  "quota",
  "context",
  "taken-over",
  "handshake",
]);

function byMeaning({ name, meaning, retry }: CloseExplanation): Told | null {
  const topic = [name, meaning]
    .map((words) => readWords(words))
    .find((reading) => reading && !reading.isVague && MEANT.has(reading.topic))?.topic;
  if (topic) return { topic, confidence: DOCUMENTED, waitMs: null };
  return retry === "after-fix-auth"
    ? { topic: "credentials", confidence: DOCUMENTED, waitMs: null }
    : null;
}

/** 1000, 1008 and private codes say nothing that could be contradicted. */
const sayCode = (code: number): string =>
  !(code > 1000) || code === 1005 || code === 1008 || code >= 3000
    ? ""
    : `${code} ${closeCodeName(code)}`;

/** The registry's advice for 1008 and 3000 is to log in, which helps against no limit. */
function adviceFor(topic: Topic, meaning: CloseExplanation): string {
  if (topic === "credentials") {
    return COMES_BACK.has(meaning.retry) ? LETS_COME_BACK : meaning.retryAdvice;
  }
  const { isOwn } = meaning;
  return isOwn && meaning.retry !== "after-fix-auth" ? meaning.retryAdvice : "";
}

const COMES_BACK = new Set<Retry>(["immediate", "backoff", "backoff-jitter"]);
const LETS_COME_BACK =
  "The code lets its own client come back by itself all the same, so it tries again and again: a code that forbids it would stop that.";

/** That has a finding of its own, which names what was offered. */
const isAboutSubprotocol = ({ end }: Ended, { topic }: Told): boolean =>
  topic === "version" && SUBPROTOCOL.test(end.reason);

/**
 * graphql-transport-ws' 4401 says that `subscribe` came before `connection_ack`: where the login was
 * under way, it was not refused.
 */
function isOutOfOrder(connection: Ended): boolean {
  if (connection.end.code !== 4401) return false;
  const { protocol, messages } = readConversation(connection);
  return (
    protocol === "graphql-transport-ws" &&
    messages.some(({ kind }) => kind === "subscribe") &&
    messages.some(({ kind }) => kind === "connection_init") &&
    !messages.some(({ isReady }) => isReady)
  );
}
