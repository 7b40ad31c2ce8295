import type { SpokenError } from "./described.ts";
import { firstWord } from "./read-json.ts";

const MAX_MESSAGE = 500;

/** Fields that hold nothing but an error's words. WeChat and others fill them with "ok" as well. */
const WORDS = ["errormessage", "errormsg", "errmsg", "errordescription"];
const CODES = ["errorcode", "errcode", "code", "retcode"];
const FINE = /^(?:ok|okay|success\w*|none|no errors?|null|normal|)$/i;

/** What a code and a sentence may have beside them where there is nothing else to tell. */
const BESIDE = new Set(["code", "msg", "message", "id", "ts", "timestamp", "time", "data", "sn"]);
/** The sentence of somebody who will not, or cannot. */
const REFUSES =
  /\b(?:needs?|must|requires?d?|invalid|illegal|not|no|fail(?:ed|ure)?|errors?|denied|missing|expired|exceed\w*|unknown|unsupported|wrong|cannot|can't|unable|too many|forbidden|unauthori[sz]ed|incorrect|refused|rejected)\b/i;

type Fields = ReadonlyMap<string, unknown>;

const isZero = (code: string | null): boolean => code !== null && /^0*$/.test(code);

/** `{result: false, error_msg: words, error_code: number}`: no field says "error", one is named so. */
function readNamed(fields: Fields): SpokenError | null {
  const message = firstWord(...WORDS.map((name) => fields.get(name)));
  if (message === null || FINE.test(message.trim())) return null;
  const code = firstWord(...CODES.map((name) => fields.get(name)));
  return isZero(code) ? null : said(code, message);
}

/** `{code: "10004", msg: "Need verify apiKey"}`: a number that is no success, and a refusal. */
function readCoded(fields: Fields): SpokenError | null {
  const code = firstWord(fields.get("code"));
  const message = firstWord(fields.get("msg"), fields.get("message"));
  if (code === null || message === null || !/^-?\d{3,8}$/.test(code)) return null;
  if (isZero(code) || /^20{1,6}\d?$/.test(code) || !REFUSES.test(message)) return null;
  for (const [name, field] of fields) {
    const isEmpty = name !== "data" || field === null || field === "";
    if (!BESIDE.has(name) || !isEmpty) return null;
  }
  return said(code, message);
}

const said = (code: string | null, message: string): SpokenError => ({
  code,
  message: message.slice(0, MAX_MESSAGE),
  retryAfterMs: null,
});

/** Errors whose fields' names alone give them away. */
export const readNamedError = (fields: Fields): SpokenError | null =>
  readNamed(fields) ?? readCoded(fields);
