import { defineCheck, explainEnd, overEnded } from "../check.ts";
import { type CloseExplanation, explainClose } from "../close-codes.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../evidence.ts";

const AUTH_WORDS =
  /auth|forbidden|credential|\btoken|\blog.?in|permission|\bjwt|api.?key|not allowed|access denied|revoked|pairing|bad signature|\bsession expired/i;
const RATE_WORDS =
  /rate.?limit|too many (requests|messages|connections)|too fast|throttl|over message rate|slow down/i;

/** Private codes that repeat an HTTP status by convention, where no service is known to mean another thing. */
const LIKE_HTTP: Record<number, "auth" | "rate"> = { 4401: "auth", 4403: "auth", 4429: "rate" };

/** A close whose code, meaning or reason says credentials or rate: 1008, 3000, 3003 and private codes. */
export const closedForCredentials = defineCheck({
  name: "closed-for-credentials",
  run: (context) =>
    overEnded(context, (connection) => {
      const { code, reason } = connection.end;
      if (code === null || !isOpened(connection) || whoClosed(connection) !== "server") return null;
      if (code !== 1008 && (code < 3000 || code > 4999)) return null;
      const meaning = explainClose(connection);
      const told = judge(code, reason, meaning);
      if (!told) return null;
      return explainEnd(connection, {
        id: told.about === "auth" ? "auth-rejected" : "rate-limited",
        severity: "error",
        confidence: told.confidence,
        variant: "close",
        facts: { codeName: meaning.name, advice: meaning.retryAdvice },
        evidence: [...dropEvidence(connection), ...figure("service", meaning.vendor)],
      });
    }),
});

/** The reason is the server's own sentence; then what the service documents; then the registry. */
function judge(code: number, reason: string, meaning: CloseExplanation) {
  if (RATE_WORDS.test(reason)) return { about: "rate" as const, confidence: 0.95 };
  if (AUTH_WORDS.test(reason)) return { about: "auth" as const, confidence: 0.95 };
  if (meaning.vendor && meaning.vendorRows.length > 0) {
    const words = `${meaning.name} ${meaning.meaning}`;
    if (RATE_WORDS.test(words)) return { about: "rate" as const, confidence: 0.92 };
    const isAuth = meaning.retry === "after-fix-auth" || AUTH_WORDS.test(words);
    return isAuth ? { about: "auth" as const, confidence: 0.92 } : null;
  }
  if (code === 3000 || code === 3003) return { about: "auth" as const, confidence: 0.92 };
  const about = LIKE_HTTP[code];
  return about ? { about, confidence: 0.75 } : null;
}
