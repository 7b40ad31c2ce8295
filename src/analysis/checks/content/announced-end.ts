import type { Farewell } from "../../../decoders/index.ts";
import { SERVICES } from "../../../services/services.ts";
import { formatBytes } from "../../../words/words.ts";
import { defineCheck, draftByTable, type Ended, eachEnded } from "../../check.ts";
import { lastWords, readConversation, type Spoken } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { explainSignal } from "../../knowledge/application-signals.ts";
import { IN_A_MESSAGE, type SpokenFacts, type SpokenFinding } from "../../spoken/findings.ts";
import { readError, readWords, type Topic } from "../../spoken/read-spoken.ts";
import { placeOf, sayEnding, sayProtocol } from "./say.ts";

/** A service that moves its clients gives them up to half a minute (Twitch EventSub). */
const BEFORE_END_MS = 35_000;
/** What says "now" is followed at once. */
const AT_ONCE_MS = 5_000;

/**
 * The server said in a message of its protocol that it ends the connection. Client libraries then
 * call `close()` themselves, so that it looks as if the page had wanted it.
 */
export const announcedEnd = defineCheck({
  name: "announced-end",
  run: eachEnded((connection) => {
    if (!isOpened(connection) || !CLOSERS.has(whoClosed(connection) ?? "")) return null;
    const spoken = lastWords(connection, BEFORE_END_MS).find(
      ({ farewell, at }) =>
        farewell &&
        !isPlainGoodbye(farewell) &&
        (farewell.reconnect === true || isAtOnce(connection, at)),
    );
    const farewell = spoken?.farewell;
    if (!farewell) return null;
    const { protocol } = readConversation(connection);
    const signal = explainSignal(farewell.service, farewell.signal);
    const verdict = judge(farewell, signal?.meaning ?? "");
    return draftByTable(connection, {
      ...verdict,
      explains: true,
      // Above a page's own close(), which only obeys.
      confidence: whoClosed(connection) === "network" ? 0.7 : 0.96,
      facts: {
        said: sayFarewell(farewell, spoken),
        ...sayProtocol(protocol),
        signalMeaning: signal ? `${signal.meaning}.` : "",
        signalAdvice: adviceOf(farewell, signal?.retryAdvice),
        whoClosed:
          whoClosed(connection) === "page"
            ? "The client library then called close() itself, which is why the code says nothing."
            : "",
        ending: sayEnding(connection, "the client library"),
        wait: "",
        codeSays: "",
        largest: formatBytes(connection.send.largestBytes),
      } satisfies SpokenFacts & Record<string, string>,
      evidence: [
        ...figure("announced-by", spoken.summary, undefined, placeOf(connection, spoken)),
        ...figure("announcement-meaning", signal?.meaning),
        ...dropEvidence(connection),
      ],
    });
  }),
});

/** SockJS repeats the code of the close in a message; 1000 says no more there than it does by itself. */
const isPlainGoodbye = ({ service, signal }: Farewell): boolean =>
  service === "sockjs" && signal === "1000";

const CLOSERS = new Set<string>(["page", "server", "network"]);

const isAtOnce = ({ end, closing }: Ended, at: number): boolean =>
  (closing ? Math.min(closing.at, end.at) : end.at) - at <= AT_ONCE_MS;

const sayFarewell = ({ text, signal }: Farewell, { kind }: Spoken): string =>
  quoteSafely(text || (/^\d+$/.test(signal) ? kind : signal) || kind);

function adviceOf({ reconnect }: Farewell, retryAdvice: string | undefined): string {
  if (reconnect === true) return "It invites the client to come back.";
  if (reconnect === false) return "It asks the client not to come back by itself.";
  return retryAdvice ?? "";
}

function judge(farewell: Farewell, meaning: string): SpokenFinding {
  const { service, signal, text, reconnect } = farewell;
  const isCode = /^\d+$/.test(signal);
  const own = readError({ code: isCode ? null : signal, message: text, retryAfterMs: null });
  const topic = own ? (own.isVague ? null : own.topic) : documentedTopic(meaning);
  if (topic === "restart") {
    return { id: "server-restart", variant: "announced", severity: "warning" };
  }
  if (topic && topic !== "overloaded") return IN_A_MESSAGE[topic];
  // Nobody but the service can look into its servers, and it moves its clients as a matter of course.
  if (reconnect === true && SERVICES[service].is === "service") {
    return { id: "closed-by-server", variant: "renewal", severity: "info" };
  }
  const isFault = service === "signalr" && signal === "error";
  const isPlain =
    (service === "signalr" && signal === "close") || (service === "mqtt" && text === "");
  return {
    id: "closed-by-server",
    variant: "announced",
    severity: isFault || reconnect === false ? "error" : isPlain || reconnect ? "info" : "warning",
  };
}

/** A documentation speaks of many things; only who was refused is told apart by it. */
function documentedTopic(meaning: string): Topic | null {
  const topic = readWords(meaning)?.topic;
  return topic === "credentials" || topic === "rate" ? topic : null;
}
