import { formatDuration } from "../../../words/words.ts";
import { defineCheck, type Ended, eachEnded, explainEnd } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { livedMs } from "../../connection/quiet.ts";
import { MAX_MS } from "./not-ready.ts";

/** What servers call the message by which they ask for a login (Home Assistant's is "auth_required"). */
const ASKS =
  /^(?:auth(?:entication|orization)?|log[_. -]?in|credentials?|password|identification)[_. -]?(?:required?|requests?|requested|challenge|needed|please)$|^(?:require|request|need|await|please)[_. -]?(?:auth\w*|log[_. -]?in|credentials?|password)$/i;
/** It may greet before it asks. */
const MAX_RECEIVED = 3;
/** A code other than these says why. */
const SAYS_NOTHING = new Set([1000, 1005, 1006, 1008]);
/** Above a silence that repeats: the server has said what it waits for. */
const CONFIDENCE = 0.93;

/** The server asked for a login, and the page said nothing at all until it was closed. */
export const loginMissing = defineCheck({
  name: "login-missing",
  run: eachEnded((connection) => {
    const asked = findQuestion(connection);
    if (!asked) return null;
    return explainEnd(connection, {
      id: "application-handshake-timeout",
      variant: "asked",
      severity: "error",
      confidence: CONFIDENCE,
      facts: {
        asked: quoteSafely(asked.kind),
        waited: formatDuration(connection.end.at - asked.at),
      },
      evidence: [
        ...figure("message-kind", asked.kind, undefined, { at: asked.at }),
        ...dropEvidence(connection),
      ],
    });
  }),
});

function findQuestion(connection: Ended) {
  const { send, receive, end } = connection;
  const closer = whoClosed(connection);
  if (send.count > 0 || receive.count === 0 || receive.count > MAX_RECEIVED) return null;
  if (!isOpened(connection) || (closer !== "server" && closer !== "network")) return null;
  if (!SAYS_NOTHING.has(end.code ?? -1) || end.reason !== "") return null;
  if (livedMs(connection, end.at) > MAX_MS) return null;
  const last = readConversation(connection).messages.at(-1);
  return last && ASKS.test(last.kind) ? last : null;
}
