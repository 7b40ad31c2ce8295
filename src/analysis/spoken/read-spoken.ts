import { readError as readErrorIn, readJson, type SpokenError } from "../../decoders/index.ts";
import { spaceNames } from "../knowledge/space-names.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import type { Topic } from "./topics.ts";
import { readWaitMs } from "./wait.ts";

export type { Topic } from "./topics.ts";

/** What somebody's words are about. */
export type Reading = {
  topic: Topic;
  /** Words, or a number, that more than one topic uses. */
  isVague: boolean;
  /** How long they ask to wait. */
  waitMs: number | null;
};

/** More is no sentence of somebody's but a page or a log. */
const MAX_READ = 400;
/** Who denies a thing more often is not to be understood. */
const MAX_DENIALS = 4;
/** A short sentence of success names what it succeeded in. */
const GOOD_NEWS =
  /^(?:\S{1,30} ){0,5}(?:complete(?:d|ly)?|finished|done|resolved|cleared|renewed|restored|resumed|delivered|saved|succeeded|success(?:ful|fully)?|lifted|quota reset|limits? reset)[.!]?$|\b(?:no|zero|0|without|free of) (?:errors?|problems?|issues?)\b|\berror free\b/;
const BAD_NEWS = /\b(?:not|no longer|fail\w{0,3}|before|cannot|must|in progress|denied|invalid)\b/;

/** Null: they say nothing that is known. Linear in what is read of them, which is little. */
export function readWords(text: string): Reading | null {
  const plain = plainWords(text);
  const isGood = GOOD_NEWS.test(plain) && !BAD_NEWS.test(plain);
  const rule =
    plain === "" || isGood ? undefined : RULES.find((candidate) => isSaid(candidate, plain));
  return rule
    ? {
        topic: rule.topic,
        isVague: rule.isVague ?? false,
        waitMs: readWaitMs(text.slice(0, MAX_READ)),
      }
    : null;
}

/** Addresses, markup and the names of products hold words that nobody says. */
const NOISE =
  /https?:\/\/[^\s"'<>)]+|<\/?|\/?>|xmlns(?::\w+)?=(?:'[^']*'|"[^"]*")|xml:lang=(?:'[^']*'|"[^"]*")/g;

function plainWords(text: string): string {
  const short = text.slice(0, MAX_READ).replaceAll(NOISE, " ");
  return spaceNames(short)
    .toLowerCase()
    .replaceAll(/[’`]/g, "'")
    .replaceAll(/(?<!\w)'|'(?!\w)|\(\)/g, " ")
    .replaceAll(/(?<=\w)[.:/](?=[a-z])|["“”]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const DENIED =
  /\b(?:no|not|without|never|isn't|aren't|wasn't|don't|doesn't|no longer|non) (?:a |an |any |the )?$/;

/** Somewhere in the text, and not where a word before it says the opposite. */
function isSaid({ says, unless }: Rule, text: string): boolean {
  if (unless?.test(text)) return false;
  let from = 0;
  for (let n = 0; n < MAX_DENIALS; n++) {
    const match = says.exec(text.slice(from));
    if (!match) return false;
    const at = from + match.index;
    if (!DENIED.test(text.slice(Math.max(0, at - 24), at))) return true;
    from = at + match[0].length;
  }
  return false;
}

/** What a number stands for where it is HTTP's, by itself or after a service's own digit. */
const STATUSES: Record<number, Topic> = {
  400: "invalid",
  401: "credentials",
  402: "quota",
  403: "credentials",
  404: "not-found",
  408: "timeout",
  410: "not-found",
  413: "size",
  415: "format",
  422: "invalid",
  426: "version",
  429: "rate",
  500: "server",
  502: "upstream",
  503: "overloaded",
  504: "upstream",
  529: "overloaded",
};

/** JSON-RPC 2.0 §5.1; EIP-1474 has the limit. */
const RPC_CODES: Record<string, Topic> = {
  "-32700": "format",
  "-32600": "invalid",
  "-32601": "not-found",
  "-32602": "invalid",
  "-32603": "server",
  "-32005": "rate",
};

function readCode(code: string): Reading | null {
  const number = /^-?\d+$/.test(code) ? Number(code) : null;
  if (number === null) return readWords(code);
  const topic =
    RPC_CODES[code] ??
    STATUSES[number] ??
    // 4401, and Ably's 40142.
    (number >= 4400 && number <= 4599 ? STATUSES[number - 4000] : undefined) ??
    (number >= 40000 && number <= 50999 ? STATUSES[Math.floor(number / 100)] : undefined);
  return topic ? { topic, isVague: true, waitMs: null } : null;
}

/**
 * What an error is about: its code, which was chosen for machines, where that is clear; else its
 * message; else what either says vaguely.
 */
export function readError(error: SpokenError): Reading | null {
  const byMessage = readWords(error.message);
  const byCode = error.code === null ? null : readCode(error.code);
  const best = chooseReading(byCode, byMessage);
  return best && { ...best, waitMs: error.retryAfterMs ?? byMessage?.waitMs ?? null };
}

/** Why a login failed says more than that it did. */
const REFINES_CREDENTIALS = new Set<Topic>(["handshake", "rate", "lifetime", "taken-over"]);

function chooseReading(byCode: Reading | null, byMessage: Reading | null): Reading | null {
  const isClear = byMessage !== null && !byMessage.isVague;
  if (byCode && !byCode.isVague) {
    // "BadRequestException" only says of what kind the words are that follow.
    if (byCode.topic === "server" && isClear) return byMessage;
    const isRefined = isClear && REFINES_CREDENTIALS.has(byMessage.topic);
    return byCode.topic === "credentials" && isRefined ? byMessage : byCode;
  }
  return isClear ? byMessage : (byMessage ?? byCode);
}

/** A reason or a body as it came: JSON of any shape, XML, HTML or plain text. */
export function readSpoken(text: string): Reading | null {
  const value = /^\s*[[{]/.test(text) ? readJson(text) : undefined;
  const error = value === undefined ? null : readErrorIn(value);
  return error ? readError(error) : readWords(text);
}
