/** Messages that everybody knows for signs of life: no requests, and no answers to any. */
import { hashOfBody } from "../protocol/measure-body.ts";
import type { Message } from "./fold.ts";

const WORDS = ["ping", "pong", "heartbeat", "keepalive", "keep-alive", "hb"];
const NAMES = ["type", "event", "op", "action", "method", "msg", "cmd", "command"];
/** Engine.IO's, and what SockJS sends. */
const BARE = ["2", "3", "h", ...WORDS, ...WORDS.map((word) => word.toUpperCase())];

/** Of a body that stayed in the page only its hash is known. */
const HASHES = new Set(
  [
    ...BARE,
    ...NAMES.flatMap((name) =>
      WORDS.flatMap((word) => [
        `{"${name}":"${word}"}`,
        `{"${name}": "${word}"}`,
        // SignalR's and DDP's neighbours end a record so.
        `{"${name}":"${word}"}\u001e`,
      ]),
    ),
    '{"type":6}\u001e',
    "{}",
  ].map(hashOfBody),
);

/** With a time stamp, an id or a payload in it each one has another hash. */
const PATTERN = `^\\s{0,4}\\{\\s{0,4}"(?:${NAMES.join("|")})"\\s{0,4}:\\s{0,4}"(?:${WORDS.join("|")})"`;
const HEAD = new RegExp(PATTERN, "i");
const LONGEST = 160;
/** `{"command": "keep-alive"}` is the longest of them. */
const LONGEST_HASHED = 32;
/** What the names begin with, or what may stand before them: most messages begin otherwise. */
const BEGINNINGS = new Set([...NAMES.map((name) => name[0]), " ", "\n", "\t", '"']);
const MAX_HEAD = 48;

/** Whether a message is a ping, a pong or another sign of life, as far as that can be told of one. */
export function isKnownBeat({ hash, sizeBytes, body }: Message): boolean {
  if (sizeBytes > LONGEST) return false;
  if (sizeBytes <= LONGEST_HASHED && hash !== 0 && HASHES.has(hash)) return true;
  if (typeof body !== "string" || !BEGINNINGS.has(body[2])) return false;
  return HEAD.test(body.slice(0, MAX_HEAD));
}
