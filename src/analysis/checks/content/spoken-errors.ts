import type { SpokenError } from "../../../decoders/index.ts";
import type { Connection } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor, explainEnd } from "../../check.ts";
import {
  isNearEnd,
  lastWords,
  readConversation,
  type Spoken,
} from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import type { FindingId } from "../../finding.ts";
import { explainSignal, type Signal } from "../../knowledge/application-signals.ts";
import { classifyError, type ErrorAbout } from "../../knowledge/classify-error.ts";
import { explainClose } from "../../knowledge/close-codes.ts";
import { detectVendor } from "../../knowledge/vendors.ts";
import { rememberPerConnection } from "../../remember.ts";
import { errorEvidence, sayEnding, sayError, sayProtocol, sayWait } from "./say.ts";

/** A server that reports an error and hangs up does so at once; a page takes a moment to react. */
const BEFORE_END_MS = 3_000;
/** What a page does after an error of any kind within this is its answer to it. */
const PAGE_ANSWERS_MS = 1_000;

const FINDINGS: Record<ErrorAbout, { id: FindingId; variant?: string }> = {
  auth: { id: "auth-rejected", variant: "spoken" },
  rate: { id: "rate-limited", variant: "spoken" },
  quota: { id: "quota-exhausted" },
  context: { id: "quota-exhausted", variant: "context" },
  overloaded: { id: "error-payload", variant: "overloaded" },
  other: { id: "error-payload" },
};

/** Errors that the application put into its messages, above all just before the end. */
export const spokenErrors = defineCheck({
  name: "spoken-errors",
  run: ({ connections }) => connections.flatMap((connection) => judgeOnce(connection, null) ?? []),
});

type WithError = Spoken & { error: SpokenError };
const hasError = (message: Spoken): message is WithError => message.error !== undefined;

const judgeOnce = rememberPerConnection((connection: Connection): Draft | null => {
  if (!isOpened(connection)) return null;
  const near = lastWords(connection, BEFORE_END_MS).find(hasError);
  const confidence = near ? confidenceOf(connection, near) : null;
  if (near && confidence !== null) {
    return explainEnd(connection, {
      ...aboutOf(connection, near),
      severity: "error",
      confidence,
      evidence: [...evidenceOf(connection, near), ...dropEvidence(connection)],
    });
  }
  const errors = readConversation(connection).messages.filter(isReceivedError);
  const message = near ?? errors.at(-1);
  if (!message) return null;
  const about = classify(connection, message.error);
  const isLimit = about === "rate" || about === "quota" || about === "context";
  const times = errors.filter(({ error }) => classify(connection, error) === about).length;
  const isRefusal = about === "auth" && (times > 1 || isLogin(connection, message));
  return draftFor(connection, {
    ...aboutOf(connection, message),
    severity: isLimit || isRefusal ? "warning" : "info",
    confidence: 0.8,
    since: message.at,
    evidence: evidenceOf(connection, message),
  });
});

/** A refused request is a part of many healthy conversations; one that began so has not begun. */
function isLogin({ first, receive }: Connection, { seq, at }: WithError): boolean {
  return first.some((sample) => sample.seq === seq) && (receive.lastAt ?? at) <= at;
}

const isReceivedError = (message: Spoken): message is WithError =>
  message.direction === "receive" && hasError(message);

function aboutOf(connection: Connection, { error }: WithError) {
  const { protocol } = readConversation(connection);
  return {
    ...FINDINGS[classify(connection, error)],
    facts: {
      said: sayError(error),
      ending: sayEnding(connection),
      wait: sayWait(error.retryAfterMs),
      ...sayProtocol(protocol),
    },
  };
}

/** What the recognised service documents for the error's code. */
function signalOf(connection: Connection, { code }: SpokenError): Signal | null {
  const vendor = code === null ? null : detectVendor(connection);
  return code === null || vendor === null ? null : explainSignal(vendor, code);
}

/** By its own words; where they say little, by those of the service's documentation. */
function classify(connection: Connection, error: SpokenError): ErrorAbout {
  const about = classifyError(error);
  const signal = about === "other" ? signalOf(connection, error) : null;
  return signal ? classifyError({ ...error, code: null, message: signal.meaning }) : about;
}

const evidenceOf = (connection: Connection, message: WithError) => [
  ...errorEvidence(connection, message, message.error),
  ...figure("what the service says of it", signalOf(connection, message.error)?.meaning),
  ...figure("kind of message", message.kind),
];

/** Codes by which a server says nothing of the cause, or nothing more exact than a message does. */
const SAYS_LITTLE = new Set([1000, 1005, 1006, 1008]);

/**
 * How far the error explains the end; null where the end has a plain reason of its own. A named
 * kind of error is surer than the code; any other one only where the code leaves it open.
 */
function confidenceOf(connection: Connection, { error, at }: WithError): number | null {
  const code = connection.end?.code ?? 1005;
  const about = classify(connection, error);
  const isNamed = about !== "other" && about !== "overloaded";
  switch (whoClosed(connection)) {
    case "network":
      return isNamed ? 0.75 : 0.6;
    case "page":
      if (isNamed) return 0.965;
      return isNearEnd(connection, at, PAGE_ANSWERS_MS) ? 0.955 : null;
    case "server":
      if (SAYS_LITTLE.has(code)) return isNamed ? 0.96 : 0.92;
      if (code === 1011 && isNamed) return 0.92;
      if (code < 3000) return null;
      return isNamed ? 0.96 : isDocumented(connection) ? null : 0.8;
    default:
      return null;
  }
}

const isDocumented = (connection: Connection): boolean => {
  const { vendor, vendorRows } = explainClose(connection);
  return vendor !== null && vendorRows.length > 0;
};
