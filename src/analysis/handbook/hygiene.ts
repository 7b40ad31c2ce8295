import { formatDuration } from "../../words/words.ts";
import { NEAR } from "../checks/silence/no-heartbeat.ts";
import { SLOW_FACTOR, SLOW_MS } from "../checks/silence/slow-handshake.ts";
import {
  MIN_SLOW,
  MIN_TIMED_ANSWERS,
  SLOW_ANSWER_FACTOR,
  SLOW_ANSWER_MS,
  SLOW_SHARE,
} from "../checks/silence/slow-responses.ts";
import { MAX_MS, SURELY_MS } from "../run-within.ts";
import { AT_MOST_MS, MIN_HELPERS } from "../series/helpers.ts";
import type { Judged } from "./judged.ts";

/** What is worth knowing before anything fails, and what Stormglass says of itself. */
export const HYGIENE = {
  "insecure-transport": {
    how: "The scheme is ws, and the host is not this machine. In a local network it is a remark.",
    limits: "A tunnel that encrypts the way is not seen.",
  },
  "no-heartbeat": {
    how: `No heartbeat was found on a connection that lives, a proxy or service on the way is recognised whose idle limit is known, and the connection has been quiet for ${NEAR * 100} % of that limit: a single late message is enough to be cut.`,
    limits: "Pings of the protocol itself are invisible to a page; a limit may have been raised.",
  },
  "noisy-helper": {
    how: `The page opened ${MIN_HELPERS} sockets or more and closed each by itself within ${formatDuration(AT_MOST_MS)}, without data: it looks whether a server is there.`,
    limits: "Why it looks is not known.",
  },
  "slow-handshake": {
    how: `The handshake took over ${formatDuration(SLOW_MS)}, or ${SLOW_FACTOR} times as long as usual at this endpoint. What the browser itself held back is taken off.`,
    limits: "Name, network, TLS and server share that time; how much is whose is not told.",
  },
  "slow-ready": {
    how: `From open until the application's own handshake was done (hello-ok, connection_ack, CONNACK, CONNECTED …) it took over ${formatDuration(SLOW_MS)}, or ${SLOW_FACTOR} times as long as usual at this endpoint. When the page asked tells whether the page or the server was late.`,
    limits:
      "Only where the protocol has such a handshake and its messages are known; a person who types a password takes as long.",
  },
  "slow-responses": {
    how: `Of at least ${MIN_TIMED_ANSWERS} answers ${MIN_SLOW} or more, and ${SLOW_SHARE * 100} of 100, took over ${formatDuration(SLOW_ANSWER_MS)} and ${SLOW_ANSWER_FACTOR} times as long as the median: two may be chance, and one in twenty is felt.`,
    limits:
      "Which message answers which is not known in most protocols: what comes first after a message is taken for its answer.",
  },
  "check-failed": {
    how: `A check of Stormglass threw an error, or took over ${formatDuration(MAX_MS)} twice, or ${formatDuration(SURELY_MS)} once. The other checks still ran.`,
    limits: "What this check would have found is missing.",
  },
  "page-forged": {
    how: "Something in the page sent what only our own script in the page may send, and what that script can never have sent.",
    limits: "A forgery that fits what the page did anyway cannot be told from the truth.",
  },
  "recording-incomplete": {
    how: "What was left out is counted where it is left out: by a budget, by a limit, or by a failure. Each reason has its own count.",
    limits: "What was in it is gone.",
  },
} as const satisfies Record<string, Judged>;
