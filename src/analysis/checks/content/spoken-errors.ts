import { readNotice, type SpokenError } from "../../../decoders/index.ts";
import { FIRST_SAMPLES } from "../../../session/limits.ts";
import type { Connection } from "../../../session/session.ts";
import { formatBytes } from "../../../words/words.ts";
import { type Draft, defineCheck, draftByTable } from "../../check.ts";
import {
  isNearEnd,
  lastWords,
  readConversation,
  type Spoken,
} from "../../connection/conversation.ts";
import {
  dropEvidence,
  figure,
  isOpened,
  largestEvidence,
  whoClosed,
} from "../../connection/evidence.ts";
import { speakerOf } from "../../connection/services.ts";
import { isDocumented } from "../../connection/told-reason.ts";
import { explainSignal, type Signal } from "../../knowledge/application-signals.ts";
import { isLoginKind } from "../../knowledge/login-words.ts";
import { rememberPerConnection } from "../../remember.ts";
import {
  byOrigin,
  IN_A_MESSAGE,
  type SpokenFacts,
  type SpokenFinding,
} from "../../spoken/findings.ts";
import {
  type Reading,
  readError,
  readSpoken,
  readWords,
  type Topic,
} from "../../spoken/read-spoken.ts";
import { errorEvidence, sayEnding, sayError, sayProtocol, sayWait } from "./say.ts";

/** A server that reports an error and hangs up does so at once; a page takes a moment to react. */
export const BEFORE_END_MS = 3_000;
/** What a page does after an error of any kind within this is its answer to it. */
const PAGE_ANSWERS_MS = 1_000;

/** A plain sentence that comes right before the server hangs up is why it does so. */
const SENTENCE_BEFORE_END_MS = 1_500;
const MAX_SENTENCE = 200;
/** In a long talk of sentences one of them may speak of anything. */
const MAX_SENTENCES = 5;

const OTHER: SpokenFinding = { id: "error-payload", severity: "error" };

/** Errors that the application put into its messages, above all just before the end. */
export const spokenErrors = defineCheck({
  name: "spoken-errors",
  run: ({ connections }) => connections.flatMap((connection) => judgeOnce(connection, null) ?? []),
});

type WithError = Spoken & { error: SpokenError };
const hasError = (message: Spoken): message is WithError => message.error !== undefined;

const judgeOnce = rememberPerConnection((connection: Connection): Draft | null => {
  if (!isOpened(connection)) return null;
  const last = lastWords(connection, BEFORE_END_MS);
  const near = last.find(hasError) ?? findSentence(connection, last[0]);
  const confidence = near ? confidenceOf(connection, near) : null;
  if (near && confidence !== null) {
    return draftByTable(connection, {
      ...aboutOf(connection, near),
      explains: true,
      confidence,
      evidence: [
        ...evidenceOf(connection, near),
        ...(topicOf(connection, near) === "size" ? largestEvidence(connection, "send") : []),
        ...dropEvidence(connection),
      ],
    });
  }
  const errors = readConversation(connection).messages.filter(isReceivedError);
  const newest = last.find(hasError) ?? errors.at(-1);
  if (!newest) return null;
  const message = refusedLogin(connection, newest, errors);
  const topic = topicOf(connection, message);
  const times = errors.filter((each) => topicOf(connection, each) === topic).length;
  const isRefusal = topic === "credentials" && (times > 1 || isLogin(connection, message));
  const isOver = topic === "lifetime" && !wentOn(connection, message);
  const isLimit = isOver || (topic !== null && LIMITS.has(topic));
  const about = aboutOf(connection, message);
  return draftByTable(connection, {
    explains: false,
    // What the connection outlived was no end of it.
    ...(isLimit || topic === "credentials" || about.id === OTHER.id
      ? about
      : { ...OTHER, facts: about.facts }),
    severity: isLimit || isRefusal ? "warning" : "info",
    confidence: 0.8,
    since: message.at,
    // It has gone on well since.
    ...(wentOn(connection, message) ? { until: message.at } : {}),
    evidence: evidenceOf(connection, message),
  });
});

const wentOn = ({ receive }: Connection, { at }: WithError): boolean => (receive.lastAt ?? at) > at;

const LIMITS = new Set<Topic>(["rate", "connections", "quota", "context"]);

/** Text that is no error by its shape: where the server hangs up with it, it is the reason. */
function findSentence(connection: Connection, last: Spoken | undefined): WithError | undefined {
  const notice = last && !last.farewell ? readNotice(last.body) : null;
  if (last && notice) {
    const reading = readError(notice);
    return reading && !reading.isVague && NAMED.has(reading.topic)
      ? { ...last, error: { ...notice, retryAfterMs: reading.waitMs } }
      : undefined;
  }
  if (!last || typeof last.body !== "string" || last.body.length > MAX_SENTENCE) return undefined;
  if (/^\s*[[{]/.test(last.body) || last.farewell || whoClosed(connection) !== "server")
    return undefined;
  if (connection.receive.count > MAX_SENTENCES) return undefined;
  if (!isNearEnd(connection, last.at, SENTENCE_BEFORE_END_MS)) return undefined;
  const reading = readSpoken(last.body);
  if (!reading || reading.isVague || !NAMED.has(reading.topic)) return undefined;
  return { ...last, error: { code: null, message: last.body, retryAfterMs: reading.waitMs } };
}

/** A refused request is a part of many healthy conversations; one that began so has not begun. */
function isLogin({ first, receive }: Connection, { seq, at }: WithError): boolean {
  const opening = first.slice(0, FIRST_SAMPLES);
  return opening.some((sample) => sample.seq === seq) && (receive.lastAt ?? at) <= at;
}

const isReceivedError = (message: Spoken): message is WithError =>
  message.direction === "receive" && hasError(message);

function aboutOf(
  connection: Connection,
  message: WithError,
): SpokenFinding & { facts: SpokenFacts } {
  const { error } = message;
  const { protocol } = readConversation(connection);
  const reading = readingOf(connection, message);
  return {
    ...(isBareRefusal(error, reading)
      ? FORBIDDEN
      : reading
        ? byOrigin(IN_A_MESSAGE[reading.topic], error.message)
        : OTHER),
    facts: {
      said: sayError(error),
      ending: sayEnding(connection),
      wait: sayWait(reading?.waitMs ?? error.retryAfterMs),
      codeSays: "",
      largest: formatBytes(connection.send.largestBytes),
      ...sayProtocol(protocol),
    },
  };
}

/** HTTP's 403 and no reason: a permission, a moderation or a guardrail (OpenRouter's list of errors). */
const isBareRefusal = ({ code, message }: SpokenError, reading: Reading | null): boolean =>
  reading?.topic === "credentials" &&
  code === "403" &&
  (reading.isVague || /^(?:403\W{1,3})?forbidden\W?$/i.test(message));

const FORBIDDEN: SpokenFinding = { id: "auth-rejected", variant: "forbidden", severity: "error" };

/** What the recognised service documents for the error's code, or for the word or sentence in its place. */
function signalOf(connection: Connection, { code, message }: SpokenError): Signal | null {
  const service = speakerOf(connection);
  if (service === null) return null;
  const [word] = /^\w{1,64}(?=:)/.exec(message) ?? [];
  for (const said of [code, message, word]) {
    const signal = said ? explainSignal(service, said) : null;
    if (signal) return signal;
  }
  return null;
}

/** By its own words; where they say little, by those of the service's documentation. */
function readingOf(connection: Connection, message: WithError): Reading | null {
  const { error } = message;
  const reading = readError(error);
  const isOpenToGuess = !reading || reading.isVague || reading.topic === "invalid";
  if (isOpenToGuess && answersLogin(connection, message)) {
    return { topic: "credentials", isVague: false, waitMs: reading?.waitMs ?? null };
  }
  // What is not there may be a key, and then it is about who one is.
  const saysLittle = !reading || reading.isVague || reading.topic === "not-found";
  const signal = saysLittle ? signalOf(connection, error) : null;
  const documented = signal ? readWords(signal.meaning) : null;
  return documented && !documented.isVague
    ? { ...documented, waitMs: reading?.waitMs ?? null }
    : reading;
}

const topicOf = (connection: Connection, message: WithError): Topic | null =>
  readingOf(connection, message)?.topic ?? null;

const ANSWERS_WITHIN_MS = 10_000;

/** The error came right after the page's login, before the page said anything else. */
function answersLogin(connection: Connection, { seq, at }: WithError): boolean {
  const sent = readConversation(connection).messages.filter(
    ({ direction }) => direction === "send",
  );
  const asked = sent.findLast((each) => each.seq < seq);
  if (asked === undefined || !isLoginKind(asked.kind) || at - asked.at > ANSWERS_WITHIN_MS)
    return false;
  // A second login on one connection may be refused for being the second.
  return sent.find(({ kind }) => isLoginKind(kind)) === asked;
}

/** "Log in first" is only what comes of a login that was refused before. */
const refusedLogin = (
  connection: Connection,
  newest: WithError,
  errors: readonly WithError[],
): WithError =>
  (topicOf(connection, newest) === "credentials" &&
    errors.find((each) => answersLogin(connection, each))) ||
  newest;

const evidenceOf = (connection: Connection, message: WithError) => [
  ...errorEvidence(connection, message, message.error),
  ...figure("error-meaning", signalOf(connection, message.error)?.meaning),
  ...figure("message-kind", message.kind),
];

/** Codes by which a server says nothing of the cause, or nothing more exact than a message does. */
const SAYS_LITTLE = new Set([1000, 1005, 1006, 1008]);

/**
 * How far the error explains the end; null where the end has a plain reason of its own. A named
 * kind of error is surer than the code; any other one only where the code leaves it open.
 */
function confidenceOf(connection: Connection, message: WithError): number | null {
  const { error, at } = message;
  const code = connection.end?.code ?? 1005;
  const reading = readingOf(connection, message);
  const isNamed = reading !== null && NAMED.has(reading.topic);
  if (whoClosed(connection) === "server" && pointsAt(connection, error)) return POINTED_AT;
  switch (whoClosed(connection)) {
    case "network":
      return isNamed ? 0.75 : 0.6;
    case "page":
      if (isNamed) return 0.965;
      return isNearEnd(connection, at, PAGE_ANSWERS_MS) ? 0.955 : null;
    case "server":
      if (SAYS_LITTLE.has(code)) return isNamed ? 0.96 : 0.92;
      // Spring answers every refusal of STOMP with its words, and then with 1002.
      if ((code === 1011 || code === 1002) && isNamed) return 0.92;
      if (code < 3000) return null;
      return isNamed ? 0.96 : isDocumented(connection) ? null : 0.8;
    default:
      return null;
  }
}

const POINTED_AT = 0.95;

/** A reason that is only a finger: "see the previous message", or the number that the error has. */
function pointsAt({ end }: Connection, { code, message }: SpokenError): boolean {
  const reason = end?.reason.trim() ?? "";
  if (reason === "") return false;
  return (
    /\b(?:previous|last|preceding) (?:error )?message\b/i.test(reason) ||
    reason === code ||
    reason === message
  );
}

/** Kinds of error that end a connection; the others may be about a request only. */
const NAMED = new Set<Topic>([
  "credentials",
  "rate",
  "connections",
  "quota",
  "context",
  "size",
  "idle",
  "heartbeat",
  "handshake",
  "session-gone",
  "lifetime",
  "taken-over",
  "restart",
  "overloaded",
  "version",
  "policy",
]);
