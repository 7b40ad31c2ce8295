import { formatDuration } from "../../words/words.ts";
import { BEFORE_END_MS } from "../checks/content/spoken-errors.ts";
import { RETURN_MS } from "../checks/page-suspended.ts";
import { MIN_SOCKETS } from "../checks/server-restart.ts";
import { HUNG_MS } from "../checks/silence/close-hung.ts";
import { LATE_FACTOR, OVERDUE_FACTOR } from "../checks/silence/heartbeat-missed.ts";
import { MIN_MISSED, MIN_REPLIES } from "../checks/silence/heartbeat-unanswered.ts";
import { SHORTEST_MS as SHORTEST_SILENCE_MS } from "../checks/silence/idle-timeout.ts";
import { AT_MOST_MS, MIN_CLEAN } from "../checks/silence/immediate-disconnect.ts";
import { SHORTEST_AGE_MS } from "../checks/silence/lifetime-limit.ts";
import { NOTICE_MS } from "../checks/silence/network-lost.ts";
import { MAX_MS as OPENING_MS } from "../checks/silence/not-ready.ts";
import { MIN_PINGS } from "../checks/silence/ping-unanswered.ts";
import {
  GAVE_UP_MS,
  MIN_ANSWERS,
  USUAL_FACTOR,
  WAITED_MS,
} from "../checks/silence/response-timeout.ts";
import { TOGETHER_MS } from "../series/moments.ts";
import {
  MIN_TIMES,
  MIN_TIMES_SHORT,
  SAME_FRACTION,
  SAME_MS,
  SHORT_MS,
} from "../series/repetition.ts";
import type { Judged } from "./judged.ts";

const REPEATS = `Times are the same where they differ by no more than ${SAME_FRACTION * 100} % or ${formatDuration(SAME_MS)}. ${MIN_TIMES} such ends are enough, ${MIN_TIMES_SHORT} where the time is under ${formatDuration(SHORT_MS)}: short times agree by chance more easily. Whatever lived through more disproves it.`;
const WORDS =
  "Words are read in English only, and a server may say one thing and mean another; they are quoted so that you can judge.";
const BY_CODE = "The server closed first, and its close code or its reason says so.";

/** Opened, and ended, or waits in vain. */
export const ENDED = {
  "application-handshake-timeout": {
    how: `The socket opened, but what its protocol exchanges before it is ready never came to its end, and the end came at a time-out: one that is known of this protocol, one that the code or the reason names, or one that repeats. ${REPEATS} Or the server asked for a login in a message, and the page sent nothing until it was closed. An opening has a few messages and is over within ${formatDuration(OPENING_MS)}.`,
    limits:
      "Of a protocol that is not known only this shows: one side never spoke, and the ends repeat.",
  },
  "response-timeout": {
    how: `Messages went out and nothing came back until the end. The page gave up, by its own words or with a code of its own, after at least ${formatDuration(GAVE_UP_MS)}; or the line broke while an answer was long due: after ${formatDuration(WAITED_MS)} and ${USUAL_FACTOR} times as long as usual, where at least ${MIN_ANSWERS} answers before make an answer the rule.`,
    limits:
      "Which message answers which is not known in most protocols: what comes first after a message is taken for its answer.",
  },
  "close-hung": {
    how: `close() was called and no close event came for ${formatDuration(HUNG_MS)}. A peer that lives answers a close frame within a round trip.`,
    limits: "A large message that is still being sent delays the answer as well.",
  },
  "idle-timeout": {
    how: `Ends that the page did not ask for came after the same silence, of at least ${formatDuration(SHORTEST_SILENCE_MS)}: both ways, of the server, or of the page. ${REPEATS} A single end is enough where its silence is the known limit of what is seen on the way, or where the server says so.`,
    limits:
      "Pings of the protocol itself are invisible to a page, so that a connection may not have been as quiet as it looks. The owner of a limit is known only where its header was seen, by DevTools.",
  },
  "lifetime-limit": {
    how: `Ends that the page did not ask for came at the same age, of at least ${formatDuration(SHORTEST_AGE_MS)}: what dies sooner fails at its first messages. ${REPEATS} A single end is enough where its age is the known limit of what is seen on the way, or where the server says so.`,
    limits:
      "A job or a lesson that always takes as long looks the same. The owner of a limit is known only where its header was seen, by DevTools.",
  },
  "immediate-disconnect": {
    how: `The connection opened and ended within ${formatDuration(AT_MOST_MS)}, without a message either way, and its code says nothing. Where the server said goodbye properly it takes ${MIN_CLEAN} such ends: one may have been done.`,
    limits: "What the server's own log says of it cannot be seen from here.",
  },
  "closed-before-ready": {
    how: `The socket opened, and ended before its protocol's opening was over, or before one side was ever heard, at no time-out that is known. An opening has a few messages and is over within ${formatDuration(OPENING_MS)}.`,
    limits: "Where no connection of the endpoint was ever answered, an answer may not be the rule.",
  },
  "server-restart": {
    how: `${BY_CODE} Or ${MIN_SOCKETS} sockets or more of one host, and of no other, broke within ${formatDuration(TOGETHER_MS)}: two may die together by chance.`,
    limits: "A proxy that restarts looks like the server behind it. A crash has no close code.",
  },
  "server-error": {
    how: `${BY_CODE} 1011 is “internal error”, 1014 “bad gateway”.`,
    limits: `Which error it was stands only in the server's log. ${WORDS}`,
  },
  "server-overloaded": {
    how: `${BY_CODE} 1013 is “try again later”.`,
    limits: `Some servers use 1013 for a limit on this one client. ${WORDS}`,
  },
  "network-lost": {
    how: `The connection broke without a close frame within ${formatDuration(NOTICE_MS)} after the browser said that it went offline; or sockets of several hosts broke within ${formatDuration(TOGETHER_MS)}.`,
    limits:
      "Browsers say “offline” only where no network is left: a Wi-Fi without a way out is “online”.",
  },
  "page-suspended": {
    how: `The wall clock jumped, as it does when a computer sleeps, or the browser said that it froze the page; and the connection ended by that, broken or given up by a side that was awake. It is a mere remark where the page was back within ${formatDuration(RETURN_MS)}.`,
    limits: "A clock that somebody sets by hand jumps as well.",
  },
  "heartbeat-missed": {
    how: `A heartbeat had been answered, and then two in a row were not, or one whose answer was late by ${LATE_FACTOR} times the slowest before; or the other side's own beat did not come for ${OVERDUE_FACTOR} periods; or the server's pings, at least ${MIN_PINGS}, were answered by nothing at all. While a connection is open: ${MIN_MISSED} of its heartbeats had no answer, where ${MIN_REPLIES} or more of the same had one. Or page, server or library say so by their words, or close after exactly the silence at which that library gives up.`,
    limits:
      "Pings of the protocol itself are invisible to a page. What beats is found by what repeats: without recording only by size and hash.",
  },
  "abnormal-closure": {
    how: "The last resort: the connection had opened and ended without a close frame (1006), and nothing else explains it.",
    limits: "Whether the network, a proxy or the server's process cut it cannot be told from here.",
  },
  "closed-by-page": {
    how: "The page called close(), and nothing had closed the connection before. A code of the page's own or words of a failure make it a warning.",
    limits: "Why its code did so stands in the code; the evidence has the line.",
  },
  "page-gone": {
    how: "The page said that it leaves (pagehide), was replaced, or its process was gone. Its sockets ended with it.",
    limits: "Whether a process crashed or was killed the browser does not tell.",
  },
  "closed-normally": {
    how: "The server closed with 1000 or without a code, and nothing else is known of the end.",
    limits: "A server may close in good order because of an error that it told nobody.",
  },
  "closed-by-server": {
    how: "The server closed first with a code that has no finding of its own: a private one (3000 to 4999), or one that is seldom used. What it means is told where it is registered, or where the service was recognised.",
    limits: "Private codes collide: without the service's name the same number may mean anything.",
  },
  "taken-over": {
    how: `${BY_CODE} Another connection of the same identity took its place.`,
    limits: `Where the other one is, another tab or another device, is not seen. ${WORDS}`,
  },
  "never-arrived": {
    how: "A server's log was laid beside the session. It begins before this connection and ends after it, it has a line of each other connection to the endpoint that opened, of at least two, and none of this one.",
    limits:
      "A log that is sampled or filtered has gaps that say nothing: then lines of others are missing, too, and nothing is told.",
  },
  "ended-elsewhere": {
    how: "A server's log was laid beside the session, and tells of another end than the browser: the server behind a proxy broke, the browser's side did, or both ends have different close codes. Which line is this connection's is shown by a name that both have, or by times, durations and the path.",
    limits:
      "What stands in no log is not seen: between two hops that blame each other lies a network, too. How sure the match of the line is stands beside it.",
  },
  "policy-violation": {
    how: `${BY_CODE} 1008 alone says no more than “policy”.`,
    limits: `Servers use 1008 for logins as well; without a reason the two cannot be told apart. ${WORDS}`,
  },
  "protocol-mismatch": { how: BY_CODE, limits: WORDS },
  "error-payload": {
    how: `A message of the server is an error by its protocol, its fields or its words. It explains the end where the connection ended within ${formatDuration(BEFORE_END_MS)} after it and the code says nothing more exact.`,
    limits: `Needs what messages say: the first and the last few of a connection, or a recording. ${WORDS}`,
  },
} as const satisfies Record<string, Judged>;
