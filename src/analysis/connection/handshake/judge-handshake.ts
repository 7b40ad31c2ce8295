import { headerOf } from "../../../protocol/headers.ts";
import { parseUrl } from "../../../protocol/parse-url.ts";
import { SERVICES } from "../../../services/services.ts";
import { isLoopback } from "../../../session/host.ts";
import type { Connection, Handshake, Probe, Session } from "../../../session/session.ts";
import { formatBytes } from "../../../words/words.ts";
import type { Evidence } from "../../finding.ts";
import { type Answered, judgeAnswered, judgePlain } from "../../knowledge/answered-by.ts";
import { labelOf } from "../../knowledge/answerer-names.ts";
import type { HandshakeVerdict } from "../../knowledge/browser-words/verdict.ts";
import { judgeError, judgeStatus } from "../../knowledge/handshake-errors.ts";
import { rememberPerConnection } from "../../remember.ts";
import type { VariantOf } from "../../texts/facts-of.ts";
import { connectingMs, figure, isOpened } from "../evidence.ts";
import { quote, quoteSafely } from "../facts.ts";
import { servicesOf } from "../services.ts";
import { handshakeEvidence, probeEvidence } from "./handshake-evidence.ts";

/** What the words of whatever an answer, an error or a probe means may name. */
type HandshakeFacts = Record<
  | "error"
  | "probeStatus"
  | "window"
  | "retryAfter"
  | "status"
  | "who"
  | "requestSize"
  | "pageOrigin",
  string
>;

/** Why a connection never opened, as far as anything tells. */
export type Judgement = HandshakeVerdict & {
  confidence: number;
  facts: HandshakeFacts;
  evidence: Evidence[];
  /** What the evidence does not prove. */
  caveat?: string;
};

/** The browser's own words leave little doubt. */
const SURE = 0.97;
/** A plain request takes the same way, but it is not the handshake. */
const BY_PROBE_ERROR = 0.65;
const BY_PROBE_STATUS = 0.55;
const BY_OFFLINE = 0.7;
const UNKNOWN = 0.3;

/**
 * What a plain request gets from whatever stands before the server: a login, a limit, a gateway
 * without its server. Any other status is the server's own answer to what is no upgrade, as nearly
 * every WebSocket server has one (404, 400, 426, 403, 200, 500), and says nothing of the upgrade's.
 */
const isOfTheWay = (status: number) =>
  [401, 407, 429, 502, 503, 504, 511].includes(status) ||
  (status >= 300 && status < 400) ||
  (status >= 520 && status <= 530);
/** Cookies were asked for, came, and were not enough: no server answers so to what is no upgrade. */
const isOfLogin = (status: number, probes: readonly Probe[]) =>
  status === 403 &&
  probes.at(-1)?.withCredentials === true &&
  probes.some((probe) => !probe.withCredentials && probe.status === 401);
/** Said with it. */
const BY_PROBE =
  "That is what a plain HTTP request got, made afterwards; the handshake's own answer was not seen.";

/** Judges a connection that ended without having opened. */
export const judgeHandshake = (connection: Connection, session: Session): Judgement =>
  judgeAttempt(connection, isOfflineAt(session, connection.createdAt));

/** The same, where it is known whether the browser was offline. */
export function judgeAttempt(connection: Connection, wasOffline: boolean): Judgement {
  const { handshake } = connection;
  const said = handshake ? readHandshake(connection, handshake) : null;
  const probe = connection.probes.at(-1) ?? null;
  const evidence = [
    ...figure("connecting", connectingMs(connection), "ms"),
    ...(handshake ? handshakeEvidence(handshake) : []),
    ...(probe ? probeEvidence(probe) : []),
  ];
  const facts = {
    error: quoteSafely(handshake?.error ?? "") || "no words",
    probeStatus: "",
    window: handshake?.blanked ? " in a window without an extension that hides it" : "",
    retryAfter: handshake ? retryAfterWords(handshake) : "",
    ...statusFacts(said),
    ...answererFacts(connection),
  };
  if (said && said.id !== "handshake-failed") return { ...said, confidence: SURE, facts, evidence };
  // What the browser said of itself goes before what a request found out later.
  if (wasOffline) {
    return {
      id: "handshake-unreachable",
      variant: "offline",
      confidence: BY_OFFLINE,
      facts,
      evidence,
    };
  }
  const tried = probe ? readProbe(connection, probe) : null;
  if (tried && tried.id !== "handshake-failed") {
    const confidence = probe?.error ? BY_PROBE_ERROR : BY_PROBE_STATUS;
    return {
      ...tried,
      confidence,
      facts: {
        ...facts,
        error: quoteSafely(probe?.error ?? "") || facts.error,
        ...statusFacts(tried),
      },
      evidence,
      caveat: BY_PROBE,
    };
  }
  if (probe?.status) facts.probeStatus = ` with ${probe.status}`;
  const verdict = tried ?? said ?? { id: "handshake-failed", ...whyUnknown(handshake) };
  return { ...verdict, confidence: UNKNOWN, facts, evidence };
}

const whyUnknown = (handshake: Handshake | null): { variant?: VariantOf<"handshake-failed"> } =>
  handshake?.blanked ? { variant: "blanked" } : handshake ? { variant: "vague" } : {};

const statusFacts = (verdict: HandshakeVerdict | null) => ({
  status: verdict?.status === undefined ? "another answer than 101" : String(verdict.status),
});

function readHandshake(
  connection: Connection,
  { error, status, blanked }: Handshake,
): HandshakeVerdict | null {
  const byError = error ? judgeError(error) : null;
  if (byError?.status && byError.id !== "handshake-failed") {
    return judgeAnswered(answeredOf(connection, byError.status), byError);
  }
  if (byError && byError.id !== "handshake-failed") return byError;
  // Over HTTP/2 a success is 200 (RFC 8441): it is a refusal only where the handshake failed.
  const counts =
    status !== null &&
    (status !== 200 || blanked || Boolean(error) || isHttp1(connection.handshake));
  const byStatus = counts ? judgeStatus(status) : null;
  if (byStatus?.status) return judgeAnswered(answeredOf(connection, byStatus.status), byStatus);
  return byStatus ?? byError ?? (error ? { id: "handshake-failed", variant: "vague" } : null);
}

function readProbe(connection: Connection, probe: Probe): HandshakeVerdict | null {
  if (probe.error) {
    const verdict = judgeError(probe.error);
    if (verdict && verdict.id !== "handshake-failed" && verdict.id !== "closed-by-page") {
      return verdict;
    }
  }
  if (probe.status !== null) {
    const answered = answeredOf(connection, probe.status);
    const byAnswerer = judgePlain(answered);
    if (byAnswerer) return byAnswerer;
    const isTelling = isOfTheWay(probe.status) || isOfLogin(probe.status, connection.probes);
    const byStatus = isTelling ? judgeStatus(probe.status) : null;
    if (byStatus) return judgeAnswered(answered, byStatus);
  }
  if (probe.outcome === "answered" || probe.status !== null) {
    return { id: "handshake-failed", variant: "answers-http" };
  }
  return {
    id: "handshake-failed",
    variant: probe.outcome === "timeout" ? "probe-timeout" : "probe-failed",
  };
}

/** Over HTTP/2 a handshake has no key. */
const isHttp1 = (handshake: Handshake | null): boolean =>
  headerOf(handshake?.requestHeaders, "sec-websocket-key") !== undefined;

const BY_HTTP = /^(?:basic|digest|negotiate|ntlm)\b/i;

function answeredOf(connection: Connection, status: number): Answered {
  const { url, handshake, probes } = connection;
  const { host = "", path = "/", query } = parseUrl(url) ?? {};
  const asked = headerOf(handshake?.responseHeaders, "www-authenticate");
  const askedOfProbe = headerOf(probes.at(-1)?.headers, "www-authenticate");
  return {
    status,
    who: new Set(servicesOf(connection).map(({ name }) => name)),
    path,
    query: query ?? "",
    requestBytes: requestBytes(connection),
    isLoopback: isLoopback(host),
    wantsHttpLogin: BY_HTTP.test(asked ?? askedOfProbe ?? ""),
    isSameOrigin: isSameOrigin(connection),
    isOfUpstream:
      headerOf(handshake?.responseHeaders, "x-envoy-upstream-service-time") !== undefined,
    isService: servicesOf(connection).some(({ name }) => SERVICES[name].is === "service"),
  };
}

/** By the Origin that the browser sent; null where it was not seen, or is of a file or a sandbox. */
function isSameOrigin({ url, handshake }: Connection): boolean | null {
  const origin = parseUrl(headerOf(handshake?.requestHeaders, "origin") ?? "");
  const asked = parseUrl(url);
  if (!origin || !asked) return null;
  return origin.scheme === asked.scheme && origin.hostPort === asked.hostPort;
}

const requestBytes = ({ url, handshake }: Connection): number =>
  (handshake?.requestHeaders ?? []).reduce(
    (sum, { name, value }) => sum + name.length + value.length + 4,
    url.length,
  );

const answererFacts = (connection: Connection) => ({
  who: labelOf(new Set(servicesOf(connection).map(({ name }) => name))),
  requestSize: connection.handshake ? formatBytes(requestBytes(connection)) : "too many bytes",
  pageOrigin: quote(headerOf(connection.handshake?.requestHeaders, "origin") ?? "") || "its own",
});

/** Seconds or a date (RFC 9110 §10.2.3). */
function retryAfterWords(handshake: Handshake): string {
  const value = headerOf(handshake.responseHeaders, "retry-after");
  if (value === undefined) return "";
  return `; it asks to wait ${/^\d+$/.test(value) ? `${value} s` : `until ${quote(value)}`}`;
}

/** Whether the browser had said that it was offline, and not yet that it was back. */
export function isOfflineAt({ lifecycle }: Session, at: number): boolean {
  const last = lifecycle.findLast(
    (event) => event.at <= at && (event.kind === "offline" || event.kind === "online"),
  );
  return last?.kind === "offline";
}

const isJudgedOffline = rememberPerConnection(
  (connection: Connection, wasOffline: boolean) =>
    judgeAttempt(connection, wasOffline).variant === "offline",
);

/** Whether a connection failed because the browser was offline, so that nothing left the machine. */
export const wasOfflineAttempt = (connection: Connection, session: Session): boolean =>
  connection.end !== null &&
  !isOpened(connection) &&
  isJudgedOffline(connection, isOfflineAt(session, connection.createdAt));

/** Whether DevTools was open while the connection was being made. */
export const hadDevtools = ({ devtools }: Session, { createdAt, end }: Connection): boolean =>
  devtools.some(
    ({ since, until }) =>
      since <= (end?.at ?? Number.POSITIVE_INFINITY) && (until === null || until >= createdAt),
  );
