/** The OpenClaw gateway's log: a file of JSON lines, or what its console and `openclaw logs` print. */
import { readMessage } from "../causes/messages.ts";
import { readOpenclawCause } from "../causes/openclaw.ts";
import { closeCodeIn, fillEnds } from "../fields.ts";
import { emptyRecord, type LogLine } from "../record.ts";
import { type LogTime, nearestClock, readDuration, readTime } from "../times.ts";
import type { Format } from "./format.ts";
import { flatten, parseObject } from "./json-lines.ts";

const SERVER = "OpenClaw";
/** What a line about one socket says. `-> close` has an arrow of its own. */
const ABOUT =
  /closed before connect|handshake timeout|disconnected|webchat connected|unauthorized conn=|parse\/handle error|Max payload size|(?:→|->) close|gateway\/ws|\bconn=/;
const GREETING_MS = 500;
const VALUE =
  /\b(conn|code|reason|cause|handshake|phase|durationMs|handshakeMs|lastFrameId|frameId|handshakeError|peer|remote)=(?:"([^"]{0,300})"|([^\s]{0,300}))/g;

function readOpenclaw(message: string, time: LogTime, given: Map<string, string>): LogLine | null {
  const values = new Map(given);
  for (const [, name = "", quoted, bare] of message.slice(0, 4_000).matchAll(VALUE)) {
    if (!values.has(name)) values.set(name, quoted ?? bare ?? "");
  }
  const reason = reasonIn(message.slice(0, 4_000));
  if (reason !== null) values.set("reason", reason);
  const { at, slackMs, isZoned } = time;
  if (!ABOUT.test(message.slice(0, 4_000)) && !values.has("cause")) {
    return { at, isZoned, record: null };
  }
  const record = emptyRecord(SERVER);
  const isConnected = /webchat connected|client connected/.test(message);
  if (isConnected) {
    record.isEvent = true;
    // It is written once the client has said who it is, which is a little later than the 101.
    record.begin = { at: at - GREETING_MS, slackMs: slackMs + GREETING_MS };
  } else record.end = { at, slackMs };
  const took = readDuration(values.get("durationMs") ?? "", "ms");
  if (took) record.durationMs = took.ms;
  else record.isEvent = true;
  for (const name of ["conn", "connId", "lastFrameId", "frameId"]) {
    const id = values.get(name);
    if (id && id !== "n/a") record.ids.push(id);
  }
  record.code = closeCodeIn(values.get("code") ?? "");
  record.reason = values.get("reason") === "n/a" ? "" : (values.get("reason") ?? "").slice(0, 200);
  const cause =
    values.get("cause") ?? (/handshake timeout/.test(message) ? "handshake-timeout" : "");
  record.cause = readOpenclawCause(cause) ?? readMessage(message) ?? byCode(record.code);
  const phase = values.get("phase") ?? values.get("handshake");
  if (record.cause && phase)
    record.cause = { ...record.cause, sign: `${record.cause.sign} (${phase.slice(0, 40)})` };
  fillEnds(record);
  return { at, isZoned, record };
}

/** Its words run on until the next name. */
function reasonIn(message: string): string | null {
  const at = message.indexOf("reason=");
  if (at < 0) return null;
  const words = message.slice(at + "reason=".length, at + 207);
  const next = words.search(/ \w{1,32}=/);
  return next < 0 ? words : words.slice(0, next);
}

/** What the gateway saw of an end that it did not make. */
function byCode(code: number | null) {
  if (code === 1001 || code === 1005 || code === 1000) {
    return {
      by: "client" as const,
      kind: "client-closed" as const,
      sign: String(code),
      words: "the client closed in good order",
    };
  }
  if (code === 1006) {
    return {
      by: "client" as const,
      kind: "client-lost" as const,
      sign: "1006",
      words: "the connection broke on the client's side of the gateway",
    };
  }
  if (code === 1012) {
    return {
      by: "self" as const,
      kind: "stopped" as const,
      sign: "1012",
      words: "the gateway restarted or stopped",
    };
  }
  return null;
}

const CLOCK = /^\d{2}:\d{2}:\d{2}$/;
const IS_CONSOLE = /\[ws\]|\[gateway(?:\/ws)?\]|gateway\/ws|\[openclaw\]/;

export const OPENCLAW: Format[] = [
  {
    name: "OpenClaw gateway, JSON lines",
    server: SERVER,
    parse(line, { nearMs }) {
      if (!line.includes('"_meta"') && !line.includes('"subsystem"')) return null;
      const object = parseObject(line);
      if (!object) return null;
      const values = new Map(flatten(object));
      const text = ["0", "1", "2", "3", "message", "msg"]
        .map((name) => (typeof object[name] === "string" ? object[name] : ""))
        .join(" ");
      const time = readTime(values.get("time") ?? values.get("date") ?? "", nearMs);
      return time && readOpenclaw(text, time, values);
    },
  },
  {
    name: "OpenClaw gateway, console",
    server: SERVER,
    parse(line, { nearMs, time: carried }) {
      const plain = line.slice(0, 8_192).replaceAll(ANSI, "");
      if (!IS_CONSOLE.test(plain)) return null;
      const space = plain.indexOf(" ");
      const first = plain.slice(0, Math.max(0, space)).replace(/^\[|\]$/g, "");
      const own = CLOCK.test(first) ? nearestClock(first, nearMs) : readTime(first, nearMs);
      const time = own ?? carried;
      if (!time) return null;
      const rest = own ? plain.slice(space + 1) : plain;
      const given = new Map<string, string>();
      for (const [json] of rest.matchAll(/\{[^{}]{2,4000}\}/g)) {
        const object = parseObject(json);
        if (object) for (const [name, value] of flatten(object)) given.set(name, value);
      }
      return readOpenclaw(rest, time, given);
    },
  },
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one.
const ANSI = /\u001b\[[\d;]{0,12}m/g;
