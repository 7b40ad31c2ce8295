import { readCloseSource } from "../causes/cloudflare.ts";
import { readEnvoy } from "../causes/envoy.ts";
import { readTermination } from "../causes/haproxy.ts";
import { readHeroku } from "../causes/heroku.ts";
import { readMessage } from "../causes/messages.ts";
import { type Field, type Fields, idsIn, recordOf } from "../fields.ts";
import type { LogLine, LogRecord } from "../record.ts";
import type { Format, Where } from "./format.ts";
import { fieldNamed } from "./json-fields.ts";
import { VENDORS, type Vendor } from "./vendors.ts";

type Pairs = [name: string, value: string][];

const MAX_PAIRS = 120;
const MAX_DEPTH = 3;
const MAX_LINE = 64 * 1024;

/** Null: not an object. */
export function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith("{") || line.length > MAX_LINE) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Each value with its own name and that of what it lies in. */
export function flatten(value: object, into: Pairs = [], depth = 0): Pairs {
  for (const [name, inner] of Object.entries(value)) {
    if (into.length >= MAX_PAIRS) break;
    if (typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean") {
      into.push([name, String(inner).slice(0, 4_096)]);
    } else if (Array.isArray(inner)) {
      const [first] = inner;
      if (typeof first === "string" || typeof first === "number") into.push([name, String(first)]);
    } else if (inner && typeof inner === "object" && depth < MAX_DEPTH) {
      flatten(inner, into, depth + 1);
    }
  }
  return into;
}

const OTHER: Vendor = { name: "JSON lines", server: "a log", signs: [] };

const vendorOf = (object: Record<string, unknown>): Vendor =>
  VENDORS.find(({ signs }) => signs.every((sign) => sign in object)) ?? OTHER;

/** What pairs of names and values tell; the same for JSON, logfmt and CSV. */
export function readPairs(pairs: Pairs, vendor: Vendor, where: Where): LogLine | null {
  const fields: Fields = [];
  const said = new Map<Field, string>();
  let message = "";
  let level = "";
  for (const [name, value] of pairs) {
    const own = vendor.fields?.[name];
    const field = own ?? fieldNamed(name)?.field;
    if (/^(?:msg|message|event|desc|error|err|exc|exception|stack)$/i.test(name)) {
      message += ` ${value}`;
    }
    if (/^(?:level|lvl|severity|loglevelname)$/i.test(name)) level = value;
    if (!field || (said.has(field) && field !== "id" && field !== "details")) continue;
    said.set(field, value);
    fields.push([field, value]);
  }
  const read = recordOf(fields, { server: vendor.server, ...where });
  if (!read?.record) return null;
  const error = isError(level) && message !== "" ? message.trim() : null;
  const { record } = read;
  record.cause = causeOf(said, message);
  if (record.durationMs === null && record.status === null) {
    record.isEvent = true;
    for (const id of idsIn(message)) record.ids.push(id);
  }
  // Caddy writes why it answered so in a line of its own, besides that of its access log.
  if (pairs.some(([name, value]) => name === "logger" && value.startsWith("http.log.error"))) {
    record.isEvent = true;
  }
  const isAbout =
    record.status !== null || record.path !== null || record.ids.length > 0 || record.code !== null;
  return isAbout || isError(level) ? { ...read, error } : { ...read, record: null };
}

const isError = (level: string) => /^(?:err|error|fatal|crit|critical|panic|50|60)$/i.test(level);

function causeOf(said: Map<Field, string>, message: string): LogRecord["cause"] {
  const of = (field: Field) => said.get(field) ?? "";
  return (
    readTermination(of("termination")) ??
    readEnvoy(of("flags"), of("details")) ??
    readCloseSource(of("close-source"), of("close-reason")) ??
    readMessage(`${of("error")} ${message}`)
  );
}

/** The line's own object decides whose it is: a file may hold several. */
export const JSON_LINES: Format = {
  name: "JSON lines",
  server: "a log",
  parse(line, where) {
    const object = parseObject(line);
    if (!object) return null;
    return readPairs(flatten(object), vendorOf(object), where);
  },
};

export const nameOfJson = (line: string): Pick<Vendor, "name" | "server"> => {
  const object = parseObject(line);
  return object ? vendorOf(object) : OTHER;
};

/** `name=value name="with spaces"`. */
function splitLogfmt(line: string): Pairs {
  const pairs: Pairs = [];
  let place = 0;
  while (pairs.length < MAX_PAIRS) {
    const equals = line.indexOf("=", place);
    if (equals < 0) break;
    const name = line.slice(line.lastIndexOf(" ", equals) + 1, equals);
    let end: number;
    if (line[equals + 1] === '"') {
      end = line.indexOf('"', equals + 2);
      while (end > 0 && line[end - 1] === "\\") end = line.indexOf('"', end + 1);
      if (end < 0) break;
      pairs.push([name, line.slice(equals + 2, end)]);
    } else {
      end = line.indexOf(" ", equals);
      if (end < 0) end = line.length;
      pairs.push([name, line.slice(equals + 1, end)]);
    }
    place = end + 1;
  }
  return pairs.filter(([name]) => name !== "" && name.length <= 64);
}

const LOGFMT_VENDOR: Vendor = { name: "logfmt", server: "a log", signs: [] };
/** https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format: its `code` is an error's. */
const HEROKU: Vendor = {
  name: "Heroku router",
  server: "Heroku",
  signs: ["dyno", "service"],
  fields: { service: "duration-ms", connect: "ignore", code: "ignore", at: "ignore" },
};

export const LOGFMT: Format = {
  name: "logfmt",
  server: "a log",
  parse(line, where) {
    if (line.length > MAX_LINE || !line.includes("=")) return null;
    const pairs = splitLogfmt(line);
    if (pairs.length < 3) return null;
    if (!HEROKU.signs.every((sign) => pairs.some(([name]) => name === sign))) {
      // Words with a few pairs among them are a sentence; only what begins with a pair has its carrier's time.
      const time = /^[\w.@-]{1,64}=/.test(line) ? where.time : null;
      return readPairs(pairs, LOGFMT_VENDOR, { ...where, time: time ?? null });
    }
    const read = readPairs(pairs, HEROKU, where);
    const code = pairs.find(([name]) => name === "code")?.[1];
    if (read?.record && code !== undefined) read.record.cause = readHeroku(code);
    return read;
  },
};
