import type { Connection, Sample } from "../../../session/session.ts";
import type { Traffic } from "../../../session/traffic.ts";
import { countOf } from "../../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd } from "../../check.ts";
import { isNearEnd, readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, whoClosed } from "../../connection/evidence.ts";
import { BEFORE_END_MS, findSlip, type Slip } from "../../connection/json-slips.ts";
import { rememberPerConnection } from "../../remember.ts";

/** Before so many messages that did parse, a text with a bracket was no sign of JSON. */
export const MIN_PARSED = 3;
/** From this length on a sample may have been cut. */
const CUT_LENGTH = 4_096;
/** Messages of these may hold several values, or begin with a sign of their own. */
const OTHER_SYNTAX = new Set(["signalr", "centrifuge", "sockjs", "socket.io", "stomp", "mqtt"]);

/** A JSON stream with messages that do not parse. */
export const malformedJson = defineCheck({
  name: "malformed-json",
  run: ({ connections }) => connections.flatMap((connection) => judgeOnce(connection, null) ?? []),
});

const judgeOnce = rememberPerConnection((connection: Connection): Draft | null => {
  const slip = findSlip(connection);
  const counted = tallyOf(connection);
  const { parsed, malformed, firstMalformed } = slip ? withSlip(counted, slip) : counted;
  if (!firstMalformed) return null;
  // Where most do not parse, it is a format of its own.
  if (!slip && (parsed - malformed < MIN_PARSED || malformed * 2 > parsed)) return null;
  const { direction, at, seq } = firstMalformed;
  const about = {
    id: "malformed-json" as const,
    variant: direction,
    facts: { malformed: countOf(malformed, "message"), parsed: countOf(parsed, "message") },
    ...(slip ? { causes: [slip.cause] } : {}),
    evidence: [
      ...figure("messages-unparsed", malformed),
      ...figure("messages-parsed", parsed),
      ...figure("first-unparsed", direction === "send" ? "sent" : "received", undefined, {
        at,
        ref: { connectionId: connection.id, seq },
      }),
    ],
    since: at,
  };
  const isNear = isNearEnd(connection, slip?.lastAt ?? at, BEFORE_END_MS);
  const confidence = isNear ? confidenceOf(connection, direction, slip !== null) : null;
  if (confidence === null) {
    return draftFor(connection, { ...about, severity: "warning", confidence: 0.85 });
  }
  const evidence = [...about.evidence, ...dropEvidence(connection)];
  return explainEnd(connection, { ...about, severity: "error", confidence, evidence });
});

/** Above a silence that was the same twice (0.75): it was over before the end. */
const SLIP_AND_GONE = 0.8;

/** What was meant for JSON counts among what should have parsed, whether it looked like it or not. */
const withSlip = (tally: Tally, { times, at, seq }: Slip): Tally => ({
  parsed: Math.max(tally.parsed, tally.malformed, times),
  malformed: Math.max(tally.malformed, times),
  firstMalformed: { at, seq, direction: "send" },
});

type Tally = Pick<Traffic["json"], "parsed" | "malformed" | "firstMalformed">;

/** What was counted as the messages came; else what the few kept bodies of a watched page tell. */
function tallyOf(connection: Connection): Tally {
  const counted = connection.traffic.json;
  const { protocol, messages } = readConversation(connection);
  if (counted.malformed > 0 || OTHER_SYNTAX.has(protocol)) return counted;
  const kept = messages.filter(looksLikeJson);
  const broken = kept.filter(({ body }) => !parses(body));
  const [first] = broken;
  return {
    parsed: Math.max(counted.parsed, kept.length),
    malformed: broken.length,
    firstMalformed: first ? { at: first.at, seq: first.seq, direction: first.direction } : null,
  };
}

const looksLikeJson = <S extends Pick<Sample, "body">>(sample: S): sample is S & { body: string } =>
  typeof sample.body === "string" &&
  sample.body.length < CUT_LENGTH &&
  /^\s*[[{]/.test(sample.body);

/** As a whole, or line by line. */
const parses = (text: string): boolean =>
  isJson(text) || (text.includes("\n") && text.trim().split("\n").every(isJson));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Who chokes on a message is who received it. */
function confidenceOf(
  connection: Connection,
  direction: "send" | "receive",
  isSlip: boolean,
): number | null {
  const code = connection.end?.code ?? 1005;
  switch (whoClosed(connection)) {
    case "page":
      return direction === "receive" ? 0.955 : null;
    case "server":
      if (direction === "receive") return null;
      return [1000, 1005, 1008].includes(code) || code >= 3000 ? 0.92 : null;
    case "network":
      return direction === "send" ? (isSlip ? SLIP_AND_GONE : 0.6) : null;
    default:
      return null;
  }
}
