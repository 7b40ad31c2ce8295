import { defineCheck, type Ended, eachEnded, explainEnd } from "../../check.ts";
import { lastWords, readConversation } from "../../connection/conversation.ts";
import { dropEvidence, isOpened, whoClosed } from "../../connection/evidence.ts";
import { readError } from "../../spoken/read-spoken.ts";
import { errorEvidence, sayEnding, sayError, sayProtocol } from "./say.ts";

/** A server that says so hangs up at once; a page takes a moment to react. */
const BEFORE_END_MS = 5_000;

/**
 * The server said in an error message that the session has lasted as long as it may: "Your session
 * hit the maximum duration of 60 minutes" (OpenAI's and Azure's realtime API).
 */
export const sessionOver = defineCheck({
  name: "session-over",
  run: eachEnded((connection) => {
    const confidence = isOpened(connection) ? confidenceOf(connection) : null;
    if (confidence === null) return null;
    const message = lastWords(connection, BEFORE_END_MS).find(
      ({ error }) => error && readError(error)?.topic === "lifetime",
    );
    if (!message?.error) return null;
    return explainEnd(connection, {
      id: "lifetime-limit",
      variant: "spoken",
      // It is part of the plan; what hurts is a client that is not prepared for it.
      severity: "warning",
      confidence,
      facts: {
        said: sayError(message.error),
        ending: sayEnding(connection),
        ...sayProtocol(readConversation(connection).protocol),
      },
      evidence: [...errorEvidence(connection, message, message.error), ...dropEvidence(connection)],
    });
  }),
});

/** Above what any error says of an end, and above a page's own close(), which only obeys. */
function confidenceOf(connection: Ended): number | null {
  const closer = whoClosed(connection);
  if (closer === "network") return 0.8;
  return closer === "server" || closer === "page" ? 0.97 : null;
}
