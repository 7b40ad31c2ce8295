import { nameProtocol } from "../../decoders/index.ts";
import { formatDuration } from "../../words/words.ts";
import { type Context, type Draft, defineCheck, type Ended, explainEnd } from "../check.ts";
import { readConversation } from "../connection/conversation.ts";
import { dropEvidence, figure, whoClosed } from "../connection/evidence.ts";
import { quoteSafely } from "../connection/facts.ts";
import { readToldReason } from "../connection/told-reason.ts";
import { type Fight, findFights } from "../series/takeovers.ts";

/** Above what a reason spells out (0.95) and an announcement (0.96): it says how often, and by whom. */
const SERVER = 0.972;
/** Above a known silence or age (0.85), which a fight imitates. */
const NETWORK = 0.93;

/** Connections of one identity that end each other in turn. */
export const takenOver = defineCheck({
  name: "taken-over",
  run: (context: Context) =>
    findFights(context).flatMap((fight) =>
      fight.lost.map((connection) => describe(connection, fight)),
    ),
});

function describe(connection: Ended, fight: Fight): Draft {
  const { lost, isElsewhere, saysSame } = fight;
  const first = lost[0] as Ended;
  const last = lost.at(-1) as Ended;
  const isTold = readToldReason(connection)?.topic === "taken-over";
  const { protocol } = readConversation(connection);
  return explainEnd(connection, {
    id: "taken-over",
    variant: protocol === "mqtt" ? "fight-mqtt" : "fight",
    severity: "warning",
    confidence: whoClosed(connection) === "server" ? SERVER : NETWORK,
    facts: {
      times: String(lost.length),
      span: formatDuration(last.end.at - first.end.at),
      where: isElsewhere ? "one of them in another tab" : "both in this tab",
      told: isTold
        ? `The server says so: “${quoteSafely(connection.end.reason)}”.`
        : "The server does not say why, but each end follows the opening of the other.",
      stay: stayAway(connection),
      same: saysSame ? "Both log in with the same first message." : "",
    },
    evidence: [
      ...figure("ended-by-another", lost.length),
      ...figure("protocol", protocol === "plain" ? null : nameProtocol(protocol)),
      ...figure("both-say-first", saysSame ? "the same" : null),
      ...dropEvidence(connection),
    ],
  });
}

/** A page can only stay away from what it can tell from a mere loss. */
const stayAway = ({ end: { code } }: Ended): string =>
  code !== null && code >= 3000
    ? `Do not reconnect on ${code}: who was replaced stays away until the user asks.`
    : "Let the server close with a code of its own when it replaces a connection, and do not reconnect on that code.";
