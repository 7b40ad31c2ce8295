import type { FindingId } from "./finding.ts";

/** Where both are found, `aside` is not told: the other one tells it, or its advice would be wrong. */
export type Relation = {
  aside: FindingId;
  besides: readonly FindingId[];
  /** Both are about the same connection, or about the same series, the newest attempt included. */
  of: "connection" | "series";
  because: string;
};

/** Trying again as before leads nowhere, so nobody is to be told to try again. */
const OF_NO_USE = [
  "auth-rejected",
  "token-expired",
  "quota-exhausted",
  "policy-violation",
  "protocol-mismatch",
  "subprotocol-mismatch",
  "message-too-big",
  "taken-over",
] as const satisfies readonly FindingId[];

const NO_PACE = "At which pace it tries again does not matter where trying again is of no use.";

/**
 * What explains, absorbs or excludes what. What explains the end of a connection is never left out,
 * only what is said besides; that two explanations of one end exclude each other needs no row.
 */
export const RELATIONS: readonly Relation[] = [
  {
    aside: "no-backoff",
    besides: ["retry-hopeless", "taken-over"],
    of: "series",
    because: NO_PACE,
  },
  {
    aside: "no-jitter",
    besides: ["retry-hopeless", "taken-over", "no-backoff"],
    of: "series",
    because: NO_PACE,
  },
  {
    aside: "flapping",
    besides: ["retry-hopeless"],
    of: "series",
    because: NO_PACE,
  },
  {
    aside: "gave-up",
    besides: OF_NO_USE,
    of: "connection",
    because: "A page that tries no more after such an end does the right thing.",
  },
  {
    aside: "gave-up",
    besides: ["retry-hopeless", "fell-back-to-polling"],
    of: "series",
    because: "It stopped for a reason, or goes on without a WebSocket.",
  },
  {
    aside: "no-heartbeat",
    besides: ["idle-timeout"],
    of: "series",
    because: "What it warns of has happened.",
  },
  {
    aside: "close-hung",
    besides: ["heartbeat-missed"],
    of: "connection",
    because: "The other side was silent before close() was called, too.",
  },
  {
    aside: "slow-responses",
    besides: ["response-timeout"],
    of: "connection",
    because: "Answers that never come are the slowest of all.",
  },
  {
    aside: "auth-rejected",
    besides: ["token-expired"],
    of: "connection",
    because: "That the token had run out is why it was rejected.",
  },
  {
    aside: "rate-limited",
    besides: ["quota-exhausted"],
    of: "connection",
    because: "To wait does not help against a quota that is used up.",
  },
];
