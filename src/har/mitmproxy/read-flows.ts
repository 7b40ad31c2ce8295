/**
 * The flows that mitmproxy saves (`mitmdump -w FILE`, or “save” in its programs): unlike its HARs
 * they have the close, and which side began it (mitmproxy/websocket.py; formats 10 and later).
 */
import { encodeBase64 } from "../../protocol/base64.ts";
import { countOf } from "../../words/words.ts";
import { HarError } from "../har-error.ts";
import { JsonPart } from "../json-part.ts";
import { OPCODE_TEXT } from "../messages.ts";
import type { Log } from "../read-log.ts";
import { isObject } from "../shape.ts";
import { readTnetstrings, type Tnet } from "./tnetstring.ts";

/** How such a file begins, in characters: each value says how long it is. */
export const isFlows = (start: string): boolean => /^\d{1,12}:\d{1,9}:[\w-]{1,20}[;,]/.test(start);

type Raw = Record<string, unknown>;

export function readFlows(bytes: Uint8Array): Log {
  const notes: string[] = [];
  const entries: JsonPart[] = [];
  const places: string[] = [];
  const counts: Counts = { flow: 0, others: 0, kept: 0 };
  let version = "";
  try {
    for (const flow of readTnetstrings(bytes)) {
      counts.flow++;
      if (!isObject(flow) || flow.type !== "http" || !isObject(flow.request)) {
        counts.others++;
        continue;
      }
      version ||= typeof flow.version === "number" ? `flow format ${flow.version}` : "";
      entries.push(new JsonPart(JSON.stringify(toEntry(flow, flow.request, counts))));
      places.push(`flow ${counts.flow}`);
    }
  } catch (error) {
    if (!(error instanceof HarError) || entries.length === 0) throw error;
    notes.push(
      `${error.message}; the ${countOf(entries.length, "flow")} before it ${entries.length === 1 ? "was" : "were"} read.`,
    );
  }
  if (counts.kept > 0) {
    notes.push(
      `${countOf(counts.kept, "message")} that mitmproxy kept from the page ${counts.kept === 1 ? "was" : "were"} left out.`,
    );
  }
  if (counts.others > 0) {
    notes.push(
      `${countOf(counts.others, "flow")} of other protocols ${counts.others === 1 ? "was" : "were"} skipped.`,
    );
  }
  return {
    log: { version: "1.2", creator: { name: "mitmproxy flows", version } },
    entries,
    placeOf: (index) => places[index] ?? "the file",
    notes,
  };
}

type Counts = { flow: number; others: number; kept: number };

/** The flow as the entry of a HAR, in which the rest of it is read. */
function toEntry(flow: Raw, request: Raw, counts: Counts): Raw {
  const response = isObject(flow.response) ? flow.response : {};
  const socket = isObject(flow.websocket) ? flow.websocket : null;
  const error = isObject(flow.error) ? flow.error : {};
  const startS = numberOf(request.timestamp_start);
  const answeredS = numberOf(response.timestamp_start) ?? startS;
  const endS =
    numberOf(socket?.timestamp_end) ??
    numberOf(response.timestamp_end) ??
    numberOf(error.timestamp) ??
    answeredS;
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? 0 : Math.max(0, (to - from) * 1000);
  return {
    startedDateTime: isoTime(startS),
    time: between(startS, endS),
    ...(socket ? { _resourceType: "websocket" } : {}),
    ...addressOf(flow.server_conn),
    request: {
      method: wordsOf(request.method),
      url: urlOf(request),
      headers: headersOf(request.headers),
    },
    response: {
      status: numberOf(response.status_code) ?? 0,
      statusText: wordsOf(response.reason),
      headers: headersOf(response.headers),
      content: { size: bytesIn(response.content), mimeType: "" },
      ...(flow.response === null && error.msg !== undefined ? { _error: wordsOf(error.msg) } : {}),
    },
    timings: { send: 0, wait: between(startS, answeredS), receive: between(answeredS, endS) },
    ...(socket
      ? { _webSocketMessages: messagesOf(socket.messages, counts), ...closeOf(socket) }
      : {}),
  };
}

function messagesOf(messages: unknown, counts: Counts): Raw[] {
  const list: Raw[] = [];
  for (const message of Array.isArray(messages) ? (messages as Tnet[]) : []) {
    if (!Array.isArray(message)) continue;
    const [opcode, fromClient, content, time, dropped, injected] = message;
    // What the page never got, and what it never sent.
    if ((dropped === true && fromClient !== true) || (injected === true && fromClient === true)) {
      counts.kept++;
      continue;
    }
    const bytes = bytesOf(content);
    list.push({
      type: fromClient === true ? "send" : "receive",
      ...{ time, opcode },
      data: opcode === OPCODE_TEXT ? new TextDecoder().decode(bytes) : encodeBase64(bytes),
    });
  }
  return list;
}

/** Without a time it has not ended. */
function closeOf({ close_code, close_reason, closed_by_client, timestamp_end }: Raw): Raw {
  if (numberOf(timestamp_end) === null) return {};
  return {
    _webSocketClose: {
      ...(numberOf(close_code) === null ? {} : { code: close_code }),
      reason: wordsOf(close_reason),
      timestamp: timestamp_end,
      ...(typeof closed_by_client === "boolean" ? { byClient: closed_by_client } : {}),
    },
  };
}

function urlOf({ scheme, host, port, path, authority }: Raw): string {
  const name = wordsOf(scheme) || (port === 443 ? "https" : "http");
  const shown = wordsOf(host);
  const usual = (name === "https" && port === 443) || (name === "http" && port === 80);
  const place =
    shown === ""
      ? wordsOf(authority)
      : `${bracketed(shown)}${usual ? "" : `:${numberOf(port) ?? ""}`}`;
  return `${name}://${place}${wordsOf(path)}`;
}

const bracketed = (host: string): string =>
  host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;

function addressOf(server: unknown): Raw {
  const address = isObject(server) ? (server.ip_address ?? server.address) : null;
  const [host] = Array.isArray(address) ? address : [];
  return wordsOf(host) === "" ? {} : { serverIPAddress: wordsOf(host) };
}

const headersOf = (headers: unknown): Raw[] =>
  (Array.isArray(headers) ? headers : []).flatMap((pair: unknown) =>
    Array.isArray(pair) ? { name: wordsOf(pair[0]), value: wordsOf(pair[1]) } : [],
  );

const wordsOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : value instanceof Uint8Array
      ? new TextDecoder().decode(value)
      : "";

const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array ? new Uint8Array(value) : new TextEncoder().encode(wordsOf(value));

const bytesIn = (value: unknown): number => (value instanceof Uint8Array ? value.length : 0);

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

const isoTime = (seconds: number | null): string => {
  const ms = (seconds ?? 0) * 1000;
  return new Date(Math.abs(ms) <= 8.64e15 ? ms : 0).toISOString();
};
