import type { FindingClass, FindingId, Severity } from "./finding.ts";
import * as SPEC from "./texts/spec-links.ts";

/** What is known of a finding besides its words. */
export type FindingTraits = {
  class: FindingClass;
  /** Those that it may have. */
  severities: readonly Severity[];
  /** Whether it may be what explains the end of its connection. */
  primary: boolean;
  /** Where the rule behind it is written; null where no standard has a say. */
  spec: SPEC.SpecLink | null;
  /** It stopped a handshake before it came to any server that could have logged it. */
  reachedNobody?: true;
  /** It rests on a time that repeats or that is somebody's known limit: of the whole life, or of silence. */
  limit?: "time" | "silence";
};

type More = Pick<FindingTraits, "reachedNobody" | "limit">;

const cause = <const Severities extends readonly Severity[]>(
  ofClass: FindingClass,
  severities: Severities,
  spec: SPEC.SpecLink | null,
  more: More = {},
) => ({ class: ofClass, severities, primary: true as const, spec, ...more });

/** It never explains an end. */
const aside = <const Severities extends readonly Severity[]>(
  ofClass: FindingClass,
  severities: Severities,
  spec: SPEC.SpecLink | null,
) => ({ class: ofClass, severities, primary: false as const, spec });

/** Ids may be added, never renamed; by this order they are listed. */
const TABLE = {
  "handshake-refused": cause("establishment", ["error"], SPEC.CLIENT_HANDSHAKE, {
    reachedNobody: true,
  }),
  "handshake-dns": cause("establishment", ["error"], SPEC.CLIENT_HANDSHAKE, {
    reachedNobody: true,
  }),
  "handshake-tls": cause("establishment", ["error"], SPEC.CLIENT_HANDSHAKE),
  "handshake-unreachable": cause("establishment", ["error"], SPEC.CLIENT_HANDSHAKE),
  "handshake-rejected": cause("establishment", ["error"], SPEC.SERVER_HANDSHAKE),
  "handshake-not-found": cause("establishment", ["error"], SPEC.NOT_FOUND),
  "handshake-not-websocket": cause("establishment", ["error"], SPEC.SERVER_HANDSHAKE),
  "subprotocol-mismatch": cause("establishment", ["error"], SPEC.SUBPROTOCOLS),
  "handshake-server-error": cause("establishment", ["error"], SPEC.SERVER_ERRORS),
  "handshake-queued": cause("establishment", ["warning", "info"], SPEC.CLIENT_HANDSHAKE, {
    reachedNobody: true,
  }),
  "handshake-blocked": cause("establishment", ["error"], SPEC.CONNECT_SRC, { reachedNobody: true }),
  "handshake-failed": cause("establishment", ["error"], SPEC.NOT_TOLD),
  "invalid-url": cause("establishment", ["error"], SPEC.CONSTRUCTOR),
  "too-many-sockets": cause("establishment", ["error"], SPEC.CLIENT_HANDSHAKE, {
    reachedNobody: true,
  }),
  "handshake-timeout": cause("timeout", ["error", "warning"], SPEC.CLIENT_HANDSHAKE, {
    limit: "time",
  }),
  "application-handshake-timeout": cause("timeout", ["error", "warning"], null, { limit: "time" }),
  "response-timeout": cause("timeout", ["error", "warning", "info"], null, { limit: "time" }),
  "close-hung": cause("timeout", ["warning"], SPEC.CLOSING),
  "idle-timeout": cause("dropped", ["error", "warning", "info"], SPEC.PING, { limit: "silence" }),
  "lifetime-limit": cause("dropped", ["warning", "info"], null, { limit: "time" }),
  "immediate-disconnect": cause("dropped", ["error", "warning"], SPEC.CLOSE_CODES),
  "closed-before-ready": cause("dropped", ["error", "warning"], SPEC.CLOSE_CODES),
  "server-restart": cause("dropped", ["warning"], SPEC.CLOSE_CODES),
  "server-error": cause("dropped", ["error"], SPEC.CLOSE_CODES),
  "server-overloaded": cause("dropped", ["error"], SPEC.IANA_CODES),
  "network-lost": cause("dropped", ["warning"], SPEC.ABNORMAL),
  "page-suspended": cause("dropped", ["warning", "info"], SPEC.LIFECYCLE),
  "heartbeat-missed": cause("dropped", ["error", "warning"], SPEC.PING),
  "abnormal-closure": cause("dropped", ["error", "info"], SPEC.CLOSE_CODES),
  "closed-by-page": cause("dropped", ["info", "warning"], SPEC.CLOSE),
  "page-gone": cause("dropped", ["warning", "info"], SPEC.PAGE_GOES),
  "closed-normally": cause("dropped", ["info"], SPEC.CLOSING),
  "closed-by-server": cause("dropped", ["error", "warning", "info"], SPEC.IANA_CODES),
  "taken-over": cause("dropped", ["warning"], null),
  "never-arrived": cause("establishment", ["error"], SPEC.NOT_TOLD),
  "ended-elsewhere": cause("dropped", ["error", "warning", "info"], SPEC.ABNORMAL),
  "auth-rejected": cause("auth", ["error", "warning"], SPEC.CLIENT_ERRORS),
  "token-expired": cause("auth", ["error"], SPEC.JWT_EXP),
  "rate-limited": cause("auth", ["error", "warning", "info"], SPEC.TOO_MANY_REQUESTS),
  "quota-exhausted": cause("auth", ["error", "warning"], null),
  "secret-in-url": aside("auth", ["warning", "info"], SPEC.URL_SECRETS),
  "secret-in-page": aside("auth", ["warning"], null),
  "token-expiring": aside("auth", ["info"], SPEC.JWT_EXP),
  "message-too-big": cause("data", ["error", "warning"], SPEC.CLOSE_CODES),
  "invalid-payload": cause("data", ["error"], SPEC.UTF8),
  "unsupported-data": cause("data", ["error"], SPEC.CLOSE_CODES),
  "protocol-error": cause("data", ["error"], SPEC.CLOSE_CODES),
  "protocol-mismatch": cause("data", ["error"], null),
  "requests-failing": aside("data", ["error"], null),
  "policy-violation": cause("data", ["error"], SPEC.CLOSE_CODES),
  "malformed-json": cause("data", ["error", "warning"], SPEC.JSON_GRAMMAR),
  "mixed-format": cause("data", ["error", "warning"], SPEC.MESSAGE_TYPES),
  "sent-after-close": aside("data", ["warning", "info"], SPEC.SEND),
  "sent-before-open": aside("data", ["warning"], SPEC.SEND),
  backpressure: aside("data", ["warning"], SPEC.BUFFERED_AMOUNT),
  "error-payload": cause("data", ["error", "warning", "info"], null),
  "reconnect-storm": aside("reconnect", ["error", "warning"], SPEC.ABNORMAL),
  "no-backoff": aside("reconnect", ["warning"], SPEC.ABNORMAL),
  "no-jitter": aside("reconnect", ["info"], SPEC.ABNORMAL),
  "thundering-herd": aside("reconnect", ["warning"], SPEC.ABNORMAL),
  "retry-hopeless": aside("reconnect", ["warning"], SPEC.ABNORMAL),
  flapping: aside("reconnect", ["warning"], SPEC.ABNORMAL),
  "page-churn": aside("reconnect", ["warning"], null),
  "leaked-sockets": aside("reconnect", ["warning"], SPEC.LET_GO),
  "gave-up": aside("reconnect", ["warning", "info"], SPEC.ABNORMAL),
  "fell-back-to-polling": aside("reconnect", ["warning", "info"], null),
  "insecure-transport": aside("hygiene", ["warning", "info"], SPEC.ENCRYPTION),
  "no-heartbeat": aside("hygiene", ["info"], SPEC.PING),
  "noisy-helper": aside("hygiene", ["info"], null),
  "slow-handshake": aside("hygiene", ["info"], SPEC.CLIENT_HANDSHAKE),
  "slow-ready": aside("hygiene", ["info"], null),
  "slow-responses": aside("hygiene", ["info"], null),
  "check-failed": aside("stormglass", ["warning", "info"], null),
  "page-forged": aside("stormglass", ["warning"], null),
  "recording-incomplete": aside("stormglass", ["error", "warning", "info"], null),
} satisfies Record<string, FindingTraits>;

export type NameOfRow = keyof typeof TABLE;

/** One row for each finding; its words are in `texts/`. */
export const FINDINGS: Record<FindingId, FindingTraits> = TABLE;

export const isFindingId = (name: string): name is FindingId => Object.hasOwn(TABLE, name);

export const FINDING_IDS: readonly FindingId[] = Object.keys(TABLE).filter(isFindingId);

/** The severities that a check may give it. */
export type SeverityOf<Id extends FindingId> = (typeof TABLE)[Id]["severities"][number];

/** Those that may explain the end of a connection. */
export type CauseId = {
  [Id in FindingId]: (typeof TABLE)[Id]["primary"] extends true ? Id : never;
}[FindingId];
