/** Error logs: one line for one moment, in the server's own sentence. */
import { readMessage } from "../causes/messages.ts";
import { idsIn, pathOf } from "../fields.ts";
import { emptyRecord, type LogCause, type LogLine } from "../record.ts";
import { readTime } from "../times.ts";
import type { Format } from "./format.ts";

const NGINX = /^(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}) \[([a-z]+)\] \d+#\d+: (?:\*\d+ )?/;
const APACHE =
  /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d{2}:\d{2}:\d{2}(?:\.\d{1,6})? \d{4})\] \[([\w:-]+)\] /;
const REQUEST = /request: "([A-Z]{3,10}) (\S{1,4096})(?: HTTP\/[\d.]+)?"/;
/** Apache names the address alone. */
const FOR_URL = "for the URL ";
const UPSTREAM = /upstream: "([^"]{1,256})"/;

/** nginx writes what the client's side does at `info`, and what the upstream's does at `error`. */
function causeIn(rest: string, level: string): LogCause | null {
  const cause = readMessage(rest);
  if (level !== "info" || cause?.kind !== "upstream-lost") return cause;
  return {
    ...cause,
    by: "client",
    kind: "client-lost",
    words: "the client's connection was reset",
  };
}

function urlIn(rest: string): string | undefined {
  const at = rest.indexOf(FOR_URL);
  if (at < 0) return undefined;
  const [target] = rest.slice(at + FOR_URL.length, at + 2_100).split(" ", 1);
  return target?.replace(/\.$/, "");
}

function eventOf(
  time: string,
  rest: string,
  server: string,
  nearMs: number,
  level: string,
): LogLine | null {
  const at = readTime(time, nearMs);
  if (!at) return null;
  const cause = causeIn(rest, level);
  const request = REQUEST.exec(rest);
  // nginx names the request wherever there is one: without it the line is about an idle keep-alive.
  if (!cause || (!request && server === "nginx"))
    return { at: at.at, isZoned: at.isZoned, record: null };
  const record = emptyRecord(server);
  record.end = { at: at.at, slackMs: at.slackMs };
  record.isEvent = true;
  record.cause = cause;
  record.method = request?.[1] ?? null;
  const target = request?.[2] ?? urlIn(rest);
  record.path = target === undefined ? null : pathOf(target);
  record.upstream = UPSTREAM.exec(rest)?.[1] ?? null;
  if (request?.[2]?.includes("?")) record.ids.push(...idsIn(request[2]));
  return { at: at.at, isZoned: at.isZoned, record };
}

export const ERROR_LINES: Format[] = [
  {
    name: "nginx, error log",
    server: "nginx",
    parse(line, { nearMs }) {
      const [whole, time, level = ""] = NGINX.exec(line) ?? [];
      return whole && time ? eventOf(time, line.slice(whole.length), "nginx", nearMs, level) : null;
    },
  },
  {
    name: "Apache, error log",
    server: "Apache",
    parse(line, { nearMs }) {
      const [whole, time, level = ""] = APACHE.exec(line) ?? [];
      return whole && time
        ? eventOf(time, line.slice(whole.length), "Apache", nearMs, level)
        : null;
    },
  },
];
