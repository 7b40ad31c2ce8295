import { formatBytes, formatDuration } from "../../words/words.ts";
import { MIN_PARSED } from "../checks/content/malformed-json.ts";
import { CHOKED_MS, MIN_BEFORE } from "../checks/content/mixed-format.ts";
import { MIN_FAILED, MIN_FAILED_ALONE, MOST } from "../checks/content/requests-failing.ts";
import { SHORT_LIVED_MS } from "../checks/content/secret-in-url.ts";
import { CLOCK_SKEW_MS, NOTICED_MS } from "../checks/content/token-expired.ts";
import { SOON_MS } from "../checks/content/token-expiring.ts";
import { AT_ONCE_MS, TIMES_THE_MEAN } from "../checks/content/too-big.ts";
import { MIN_BYTES, MIN_SENDS, RISING_MS } from "../checks/silence/backpressure.ts";
import type { Judged } from "./judged.ts";

const REFUSED =
  "The handshake's status, the close code, the reason of the close or an error in a message says so. A message that the connection outlived is told besides, and explains no end.";
const WORDS = "Words are read in English only; they are quoted so that you can judge.";
const BY_CODE =
  "The server closed with this code, its reason says so, or the browser says so of what the server sent.";

/** What was said and sent, and with which credentials. */
export const CONTENT = {
  "auth-rejected": {
    how: `${REFUSED} 401, 403 and 407; 1008 and 3000 with words about a login; private codes that the recognised service documents so, or that repeat an HTTP status (4401, 4403).`,
    limits: `A 403 may be about the origin, the region or a limit. Which part of the credentials was wrong only the server knows. ${WORDS}`,
  },
  "token-expired": {
    how: `A JSON Web Token in the address, a header, a subprotocol or one of the first messages was over when the connection was refused; or it ran out as the connection ended, within ${formatDuration(CLOCK_SKEW_MS)}, by which clocks differ, or, where the server speaks of credentials, within ${formatDuration(NOTICED_MS)}, as servers look once a minute.`,
    limits:
      "Tokens of other kinds do not say when they end. The time is this computer's, whose clock may be wrong.",
  },
  "rate-limited": {
    how: `${REFUSED} 429, 3008, 4429, or words about too many requests or connections.`,
    limits: `Whose limit it is, and who else uses it up, is not seen. ${WORDS}`,
  },
  "quota-exhausted": {
    how: `${REFUSED} Words about a quota, credit, billing, or the length of a model's context.`,
    limits: WORDS,
  },
  "secret-in-url": {
    how: `A name in the address stands for a credential, or its value looks like one. It is a mere remark where the credential lives for ${formatDuration(SHORT_LIVED_MS)} at most, or where the host is this machine.`,
    limits: "A value that looks random may be a name for something that anybody may read.",
  },
  "secret-in-page": {
    how: "What the page put into an address, a header or its first messages has the shape of a provider's secret key, which belongs on a server.",
    limits:
      "Keys of a shape that is not known are not found; a key that only looks real is told, too.",
  },
  "token-expiring": {
    how: `The JSON Web Token of an open connection ends within ${formatDuration(SOON_MS)}, or has ended. Most are made for an hour; what is good for longer is of no interest today.`,
    limits: "Whether the server looks at the token again is not known before it does.",
  },
  "requests-failing": {
    how: `At least ${MIN_FAILED} of the recent requests on a connection, and ${MOST * 100} % of them, were answered by errors; ${MIN_FAILED_ALONE} where no good answer was ever seen. One or two may be wrong by themselves.`,
    limits:
      "Only in protocols whose answers name their request can the two be matched. Errors are read by their shape.",
  },
  "message-too-big": {
    how: `The server closed with 1009 or says so; or the connection ended within ${formatDuration(AT_ONCE_MS)} after the largest message so far, at least ${TIMES_THE_MEAN} times the mean, near a limit that is known of such servers, or each time again.`,
    limits:
      "The server's own limit is not known: the largest message that went well and the one that did not are its bounds.",
  },
  "invalid-payload": {
    how: BY_CODE,
    limits: "Which message it was is a guess: the last one before the end.",
  },
  "unsupported-data": {
    how: BY_CODE,
    limits: "Which message it was is a guess: the last one before the end.",
  },
  "protocol-error": {
    how: BY_CODE,
    limits:
      "Frames are invisible to a page: which one was wrong only a capture of the network shows.",
  },
  "malformed-json": {
    how: `At least ${MIN_PARSED} messages of the direction parsed as JSON before, and then one that begins like JSON did not. It explains the end where the connection ended right after it.`,
    limits:
      "Protocols that put several values or signs of their own into one message are left out. Needs bodies.",
  },
  "mixed-format": {
    how: `At least ${MIN_BEFORE} messages of one direction had one format, and one of another kind came within ${formatDuration(CHOKED_MS)} before the end: who chokes on a message goes at once.`,
    limits: "Protocols in which text and binary take turns are left out.",
  },
  "sent-after-close": {
    how: "send() was called while the socket was closing or closed. The browser throws that away without an error.",
    limits: "What was lost may have been sent again on the next connection.",
  },
  "sent-before-open": {
    how: "send() threw InvalidStateError while the socket was connecting.",
    limits: "The page may catch the error and send later.",
  },
  backpressure: {
    how: `What waits to be sent (bufferedAmount) grew over ${formatDuration(RISING_MS)} and ${MIN_SENDS} sends or more, to at least ${formatBytes(MIN_BYTES)}: a burst within one task is over sooner, and a slow line holds less.`,
    limits: "It is looked at when the page sends, and not in between.",
  },
} as const satisfies Record<string, Judged>;
