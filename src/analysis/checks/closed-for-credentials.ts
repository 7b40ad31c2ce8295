import { defineCheck, type Ended, eachEnded, explainEnd } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import type { FindingId } from "../finding.ts";
import { classifyReason, type ReasonAbout } from "../knowledge/classify-reason.ts";
import { type CloseExplanation, explainClose } from "../knowledge/close-codes.ts";
import { spaceNames } from "../knowledge/space-names.ts";
import { sayEnding } from "./content/say.ts";

/** Who logs in elsewhere, or is moved there, has the right credentials. */
const ELSEWHERE =
  /\b(?:replaced|superseded|moved|migrated|elsewhere|(?:another|other|new|different) (?:tab|window|device|location|place|client|browser|connection|session))\b/i;

const SESSION_WORDS = /\bsession (?:(?:has|is|was) )?expired\b/i;

/** Private codes that repeat an HTTP status by convention, where no service is known to mean another thing. */
const LIKE_HTTP: Record<number, "auth" | "rate"> = { 4401: "auth", 4403: "auth", 4429: "rate" };

const FINDINGS: Record<ReasonAbout, { id: FindingId; variant?: string }> = {
  auth: { id: "auth-rejected", variant: "close" },
  rate: { id: "rate-limited", variant: "close" },
  connections: { id: "rate-limited", variant: "connections" },
  quota: { id: "quota-exhausted" },
  context: { id: "quota-exhausted", variant: "context" },
};

/** A close whose code, meaning or reason says credentials or limits: 1008, 3000, 3003 and private codes. */
export const closedForCredentials = defineCheck({
  name: "closed-for-credentials",
  run: eachEnded((connection) => {
    const { code, reason } = connection.end;
    if (code === null || !isOpened(connection) || whoClosed(connection) !== "server") return null;
    if (code !== 1008 && (code < 3000 || code > 4999)) return null;
    const meaning = explainClose(connection);
    const told = judge(code, reason, meaning);
    if (!told || isOutOfOrder(connection)) return null;
    return explainEnd(connection, {
      ...FINDINGS[told.about],
      severity: "error",
      confidence: told.confidence,
      facts: {
        codeName: meaning.name,
        advice: adviceFor(told.about, meaning),
        said: quoteSafely(reason || meaning.name),
        ending: sayEnding(connection),
        wait: "",
        told: "The server said so in the reason of the close.",
      },
      evidence: [...dropEvidence(connection), ...figure("service", meaning.vendor)],
    });
  }),
});

/** The reason is the server's own sentence; then what the service documents; then the registry. */
function judge(
  code: number,
  reason: string,
  meaning: CloseExplanation,
): { about: ReasonAbout; confidence: number } | null {
  // "Session expired; begin a new one" is the end of a session, not of a login.
  const isNewSession = isDocumented(meaning) && meaning.retry === "immediate-new-session";
  if (isNewSession && SESSION_WORDS.test(spaceNames(reason))) return null;
  const byReason = classifyReason(reason);
  if ((byReason === null || byReason === "auth") && ELSEWHERE.test(spaceNames(reason))) return null;
  if (byReason) return { about: byReason, confidence: 0.95 };
  // 1008 has many uses even within one service; a reason that speaks of another thing is believed.
  if (code === 1008 && reason !== "") return null;
  if (isDocumented(meaning)) {
    if (isNewSession) return null;
    const about = classifyReason(meaning.name) ?? classifyReason(meaning.meaning);
    if (about) return { about, confidence: 0.92 };
    return meaning.retry === "after-fix-auth" ? { about: "auth", confidence: 0.92 } : null;
  }
  if (code === 3000 || code === 3003) return { about: "auth", confidence: 0.92 };
  const about = LIKE_HTTP[code];
  return about ? { about, confidence: 0.75 } : null;
}

/** The recognised service says itself what it means by the code. */
const isDocumented = ({ vendor, vendorRows }: CloseExplanation): boolean =>
  vendor !== null && vendorRows.length > 0;

/** The registry's advice for 1008 and 3000 is to log in, which helps against no limit. */
function adviceFor(about: ReasonAbout, meaning: CloseExplanation): string {
  if (about === "auth") return meaning.retryAdvice;
  const isOwn = isDocumented(meaning) && meaning.retry !== "after-fix-auth";
  return isOwn ? meaning.retryAdvice : "";
}

/** graphql-transport-ws' 4401 says that `subscribe` came before `connection_ack`: no login is wrong. */
function isOutOfOrder(connection: Ended): boolean {
  if (connection.end.code !== 4401) return false;
  const { protocol, messages } = readConversation(connection);
  return (
    protocol === "graphql-transport-ws" &&
    messages.some(({ kind }) => kind === "subscribe") &&
    !messages.some(({ isReady }) => isReady)
  );
}
