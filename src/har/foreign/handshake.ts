import { cutHeaders } from "../../protocol/cut-headers.ts";
import { cutText } from "../../protocol/cut-text.ts";
import { statusInError } from "../../protocol/handshake.ts";
import { MAX_PHRASE } from "../../protocol/text.ts";
import type { Handshake, Header } from "../../session/session.ts";
import { isObject, listAt, objectAt, textAt } from "../shape.ts";
import type { ForeignMessages } from "./messages.ts";

type Raw = Record<string, unknown>;

/** What an entry of another tool tells of a handshake. Times: epoch ms. */
export function readForeignHandshake(from: {
  entry: Raw & { request: Raw; response: Raw };
  messages: ForeignMessages;
  place: string;
  answeredAt: number;
  endedAt: number;
}): Handshake {
  const { entry, messages, place, answeredAt, endedAt } = from;
  const { request, response } = entry;
  const told = [messages.error?.text, response._error, response._failureText];
  // An empty text is an answer, too: another extension blanked it. Any words are a better one.
  const error =
    told.find((text): text is string => typeof text === "string" && text !== "") ??
    (told.includes("") ? "" : null);
  const written = typeof response.status === "number" && response.status > 0 ? response.status : 0;
  const status = written || statusInError(error ?? "");
  const failed = error !== null && status !== 101;
  return {
    key: place,
    at: failed ? endedAt : answeredAt,
    status,
    statusText: phraseOf(response.statusText),
    error: phraseOf(error) || null,
    blanked: failed && error === "" && status === null,
    requestHeaders: readForeignHeaders(request.headers, `${place}.request.headers`),
    responseHeaders: readForeignHeaders(response.headers, `${place}.response.headers`),
    remoteAddress: phraseOf(entry.serverIPAddress) || null,
    durationMs: null,
  };
}

const phraseOf = (value: unknown): string =>
  typeof value === "string" ? cutText(value, MAX_PHRASE) : "";

/** A list of names and values, or, as some tools write them, an object of them. */
export function readForeignHeaders(value: unknown, place: string): Header[] {
  if (value === undefined || value === null) return [];
  if (isObject(value)) {
    return readForeignHeaders(
      Object.entries(value).map(([name, one]) => ({ name, value: one })),
      place,
    );
  }
  const headers = listAt(value, place).map((raw, index) => {
    const header = objectAt(raw, `${place}[${index}]`);
    return {
      name: textAt(header.name, `${place}[${index}].name`),
      value: textAt(header.value ?? "", `${place}[${index}].value`),
    };
  });
  return cutHeaders(headers);
}
