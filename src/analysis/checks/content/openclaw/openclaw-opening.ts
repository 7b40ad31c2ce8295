import { formatDuration } from "../../../../words/words.ts";
import { type Draft, draftByTable, type Ended, explainEnd } from "../../../check.ts";
import { dropEvidence, figure, whoClosed } from "../../../connection/evidence.ts";
import type { NamesNeeded, VariantOf } from "../../../texts/facts-of.ts";
import { errorEvidence, placeOf, sayEnding, sayError, sayWait } from "../say.ts";
import { explainRefusal, type RefusalId } from "./openclaw-errors.ts";
import { isReadable, type OpenClawPhase, PHASE_WORDS } from "./openclaw-phase.ts";

/** The handshake timeouts of the gateway's versions: 3 s in 2026.3, 10 s, and 15 s since 2026.9. */
const TIMEOUTS_MS = [3_000, 10_000, 15_000];
/** Measured from the upgrade; the page hears of both ends a moment later. */
const EARLY = 0.97;
const LATE = 1.08;
/** The gateway parses a message and closes within 200 ms, a slow machine later. */
const PARSE_MS = 2_000;
/** Above what a page's own close() or a clean code would say: the conversation says more. */
export const SURE = 0.97;

/** Why the opening of an OpenClaw connection never came to hello-ok. */
export function judgeOpening(connection: Ended, told: OpenClawPhase): Draft | null {
  if (told.refusal) return judgeRefusal(connection, told);
  const closer = whoClosed(connection);
  const code = connection.end.code ?? 1005;
  // Any other code comes with a reason in plain words, which the general checks quote.
  const saysNothing = code === 1000 || code === 1005;
  if (closer === "server" && saysNothing) {
    return isTimeout(told) ? timeout(connection, told) : unreadable(connection, told);
  }
  if (closer === "page" && /timeout/i.test(connection.closing?.reason ?? "")) {
    return timeout(connection, told);
  }
  if (closer === "network") return beforeReady(connection, told, 0.6);
  return null;
}

/** The gateway's wait is over: nothing came from the page, or nothing that it could answer. */
function isTimeout({ openMs, sinceSentMs }: OpenClawPhase): boolean {
  const atLimit = TIMEOUTS_MS.some((ms) => openMs >= ms * EARLY && openMs <= ms * LATE);
  const wasSilent = sinceSentMs === null || sinceSentMs > PARSE_MS;
  // The timeout can be configured; a page that said nothing at all was not refused for what it said.
  return wasSilent && (atLimit || sinceSentMs === null);
}

/** Whoever was to speak next is late: the page with its connect, or the gateway with everything else. */
const timeout = (connection: Ended, told: OpenClawPhase): Draft =>
  openingDraft(
    connection,
    told,
    "application-handshake-timeout",
    told.phase === "challenged" ? "openclaw" : "openclaw-gateway",
    SURE,
  );

const beforeReady = (connection: Ended, told: OpenClawPhase, confidence: number): Draft =>
  openingDraft(connection, told, "closed-before-ready", "openclaw", confidence);

function openingDraft(
  connection: Ended,
  told: OpenClawPhase,
  id: "application-handshake-timeout" | "closed-before-ready",
  variant: VariantOf<"application-handshake-timeout" | "closed-before-ready">,
  confidence: number,
): Draft {
  return explainEnd(connection, {
    id,
    variant,
    severity: "error",
    confidence,
    facts: {
      phase: PHASE_WORDS[told.phase],
      waited: formatDuration(told.openMs),
      ending: sayEnding(connection),
    },
    evidence: [
      ...figure("opening-phase", PHASE_WORDS[told.phase]),
      ...figure("open-to-end", told.openMs, "ms"),
      ...(told.lastSent
        ? figure(
            "last-message-sent",
            told.lastSent.kind,
            undefined,
            placeOf(connection, told.lastSent),
          )
        : figure("last-message-sent", "none")),
      ...dropEvidence(connection),
    ],
  });
}

/** A clean 1000 right after a message of the page: the gateway could not read it. */
function unreadable(connection: Ended, told: OpenClawPhase): Draft {
  const { lastSent, sinceSentMs } = told;
  if (!lastSent || sinceSentMs === null || sinceSentMs > PARSE_MS || isReadable(lastSent)) {
    return beforeReady(connection, told, 0.96);
  }
  const format = typeof lastSent.body === "string" ? "text that is no JSON" : "a binary message";
  return explainEnd(connection, {
    id: "malformed-json",
    variant: "openclaw",
    severity: "error",
    confidence: SURE,
    facts: { format, after: formatDuration(sinceSentMs) },
    evidence: [
      ...figure("first-message-sent", format, undefined, placeOf(connection, lastSent)),
      ...figure("closed-after", sinceSentMs, "ms"),
      ...dropEvidence(connection),
    ],
  });
}

function judgeRefusal(connection: Ended, { refusal }: OpenClawPhase): Draft | null {
  if (!refusal) return null;
  const { id, what, step } = explainRefusal(refusal.error);
  const { closing, end } = connection;
  const asked = closing?.code ?? null;
  return draftByTable(connection, {
    id,
    variant: "openclaw",
    severity: "error",
    explains: true,
    confidence: SURE,
    facts: {
      said: sayError(refusal.error),
      what,
      step,
      wait: sayWait(refusal.error.retryAfterMs),
      ending: sayEnding(connection),
      codes:
        asked !== null && asked !== end.code
          ? `The page asked to close with ${asked}; the gateway's own ${end.code} was on its way already.`
          : "",
    } satisfies Record<NamesNeeded<RefusalId, "openclaw">, string>,
    evidence: [
      ...errorEvidence(connection, refusal, refusal.error),
      ...figure("opening-phase", PHASE_WORDS.refused),
      ...dropEvidence(connection),
    ],
  });
}
