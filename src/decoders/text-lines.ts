import { type Described, describe, describeError } from "./described.ts";

/** RFC 3261 §7.2, and protocols made after it: a version, a status and its words, then headers. */
const STATUS = /^(?:SIP|RTSP|MSRP)\/\d\.\d (\d{3}) ?([^\r\n]{0,200})/;
const REQUEST = /^([A-Z]{3,16}) \S{1,500} (?:SIP|RTSP)\/\d\.\d\r?\n/;
const METHOD = /^CSeq:[ \t]{0,8}\d{1,10} ([A-Z]{3,16})/im;
/** Ask for a password, or for another interval: the client answers them by itself. */
const ASKS_AGAIN = new Set([401, 407, 421, 422, 423, 491, 494]);
/** A call that is not taken is no fault of the connection; a registration that is refused is. */
const STANDING = /^(?:REGISTER|SUBSCRIBE|PUBLISH|OPTIONS|MESSAGE)$/;

const isRefusal = (status: number, method: string): boolean =>
  status >= 400 &&
  !ASKS_AGAIN.has(status) &&
  (STANDING.test(method) || status === 403 || (status >= 500 && status < 600));

/** What is written in lines rather than in JSON: SIP and IRC. Null for any other text. */
export function describeLines(body: string): Described | null {
  const [, status, words = ""] = STATUS.exec(body) ?? [];
  if (status !== undefined) {
    const method = METHOD.exec(body.slice(0, 4_096))?.[1] ?? "";
    const line = `${method} ${status} ${words}`.trim();
    return isRefusal(Number(status), method)
      ? describeError(`${method} answered`, { code: status, message: words, retryAfterMs: null })
      : describe(
          `${method} answered`,
          line,
          status === "200" && method === "REGISTER" ? { isReady: true } : {},
        );
  }
  const method = REQUEST.exec(body)?.[1];
  return method ? describe(method, body.slice(0, body.indexOf("\n"))) : describeIrc(body);
}

/** RFC 2812 §2.3.1: who says it, a number or a command, and what. */
const LINE =
  /^(?::(\S{1,200}) )?(\d{3}|NOTICE|ERROR)((?: [^\s:]\S{0,200}){0,4})(?: :([^\r\n]{0,300}))?\r?(?:\n|$)/;
/** RFC 2812 §5.2 and IRCv3's SASL: nobody is let in, or nobody into that channel. */
const REFUSED = new Set([
  "432",
  "433",
  "436",
  "451",
  "462",
  "463",
  "464",
  "465",
  "466",
  "471",
  "473",
  "474",
  "475",
  "477",
  "902",
  "904",
  "905",
  "906",
  "908",
]);
/** Of notices to a client that is not let in yet, those that say why not. */
const WHY_NOT =
  /\b(?:auth(?:entication|orization)?|log ?in|nick(?:name)?|pass(?:word)?|banned|denied|refused|unsuccessful|k-?lined|throttled|too many)\b/i;
const WELL =
  /\b(?:success(?:ful|fully)?|logged in|identified|looking up|checking|found|welcome)\b/i;

function describeIrc(body: string): Described | null {
  for (const line of body.split("\n", MAX_LINES)) {
    const [, by, verb, middle = "", words = ""] = LINE.exec(line) ?? [];
    // A log's line begins with that word, too, and has no colon after it.
    const isError = verb === "ERROR" && middle === "" && words !== "";
    if (verb === undefined || (by === undefined && !isError)) continue;
    const isNotice =
      verb === "NOTICE" && middle.trim() === "*" && WHY_NOT.test(words) && !WELL.test(words);
    if (!isError && !REFUSED.has(verb) && !isNotice) continue;
    return describeError(verb, {
      code: /^\d/.test(verb) ? verb : null,
      message: words === "" ? middle.trim() : words,
      retryAfterMs: null,
    });
  }
  return null;
}

const MAX_LINES = 8;
