/**
 * What an application's own logger prints: a time, a level, a sentence. Python's logging, gunicorn,
 * uvicorn and daphne; Ruby's Logger and Rails; Spring, log4j; Serilog and .NET's console; Phoenix;
 * Go's log and zerolog's console; Jupyter. The time may be the carrier's (journald, a container).
 */
import { readMessage } from "../causes/messages.ts";
import { idsIn, pathOf } from "../fields.ts";
import { emptyRecord, type LogLine, type LogRecord } from "../record.ts";
import { type LogTime, nearestClock, readTime } from "../times.ts";
import type { Format } from "./format.ts";

const STAMP =
  /^(?:\d{4}[-/]\d{2}[-/]\d{2}[T ]|\d{2}\/[A-Z][a-z]{2}\/\d{4}[: ])\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2})(?![\w:]))?/;
const CLOCK = /^\[?(\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?)\]? /;
const LEVEL =
  /(?:^|[[\s(:|,<-])(trace|debug|dbg|dbug|info|information|inf|notice|warn|warning|wrn|error|err|eror|fail|critical|crit|crt|fatal|ftl|severe|panic)(?=[\])\s:|,>-]|$)/i;
const IS_ERROR = /^(?:err|error|eror|fail|crit|critical|crt|fatal|ftl|severe|panic)$/i;
/** A line that begins a stack trace has no level of its own. */
const IS_TRACE =
  /^(?:Traceback \(most recent call last\)|Unhandled exception|Exception in thread|panic: |fatal error: |\*\* \(\w+\) |Uncaught \w*Error|(?:[\w.]{1,80}\.)?[A-Z]\w{2,60}(?:Error|Exception): )/;
/** How far into a line its time and level stand. */
const HEAD = 120;

/** What stands before an address: a method, or what daphne, Django and Rails call it. */
const VERBS =
  "GET WebSocket WSCONNECTING WSCONNECT WSDISCONNECT WSREJECT Finished HANDSHAKING DISCONNECT REJECT CONNECT".split(
    " ",
  );
const TARGET = /^"?(\/[^\s"\]]{0,2048})/;

function requestIn(line: string): { verb: string; target: string } | null {
  for (const verb of VERBS) {
    const at = line.indexOf(`${verb} `);
    if (at < 0) continue;
    const target = TARGET.exec(line.slice(at + verb.length + 1, at + 2_100))?.[1];
    if (target !== undefined) return { verb, target };
  }
  return null;
}

const CODE =
  /\b(?:code|close|closed|status|connection)(?: with)?(?: code)?[ =:("]{1,4}(1\d{3}|[34]\d{3})\b/i;
const IS_SOCKET = /web ?socket|\bws\b|wss?:\/\/|socket\.io|signalr|actioncable|\/cable|sockjs/i;
const BEGINS =
  /\[accepted\]|\bWSCONNECT\b|Started GET|CONNECTED TO|connection open|Successfully upgraded/;
const ENDS =
  /\bWSDISCONNECT\b|\bDISCONNECT\b|\bFinished "|connection closed|\bclosed\b|disconnected/i;

/** Where a number begins, a time may. */
function stampIn(text: string): string | undefined {
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text[at]) || isDigit(text[at - 1])) continue;
    const found = STAMP.exec(text.slice(at, at + 48))?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

const isDigit = (letter: string | undefined): boolean =>
  letter !== undefined && letter >= "0" && letter <= "9";

/** Its own time, else the carrier's; null: none. */
function timeIn(line: string, nearMs: number, carried: LogTime | null): LogTime | null {
  const head = line.slice(0, HEAD);
  const stamp = stampIn(head) ?? stampIn(line.slice(-60));
  const own = stamp === undefined ? null : readTime(stamp, nearMs);
  if (own) return own;
  const clock = CLOCK.exec(head)?.[1];
  return (clock === undefined ? null : nearestClock(clock, nearMs)) ?? carried;
}

function recordIn(line: string, time: LogTime): LogRecord | null {
  const request = requestIn(line);
  const target = request?.target;
  const code = CODE.exec(line)?.[1];
  if (target === undefined && !IS_SOCKET.test(line)) return null;
  const cause = readMessage(line);
  if (target === undefined && code === undefined && cause === null) return null;
  const record = emptyRecord("a log");
  record.isEvent = true;
  const moment = { at: time.at, slackMs: time.slackMs };
  if (BEGINS.test(line)) record.begin = moment;
  else if (ENDS.test(line) || code !== undefined || cause) record.end = moment;
  else record.either = moment;
  record.path = target === undefined ? null : pathOf(target);
  record.method = request?.verb === "GET" ? "GET" : null;
  record.code = code === undefined ? null : Number(code);
  record.cause = cause;
  for (const id of idsIn(line)) record.ids.push(id);
  return record;
}

export const PLAIN_LINES: Format = {
  name: "an application's own lines",
  server: "a log",
  parse(line, { nearMs, time: carried }): LogLine | null {
    const level = LEVEL.exec(line.slice(0, HEAD))?.[1] ?? "";
    const isTrace = IS_TRACE.test(line);
    const own = timeIn(line, nearMs, carried ?? null);
    // Words without a level, a time or a request are anybody's.
    if (level === "" && !isTrace && !(own && (own !== carried || requestIn(line) !== null)))
      return null;
    const isBad = isTrace || IS_ERROR.test(level);
    if (!own) return { at: null, isZoned: true, record: null, error: isBad ? line : null };
    const record = recordIn(line, own);
    return { at: own.at, isZoned: own.isZoned, record, error: isBad ? line : null };
  },
};
