import { encodeBase64 } from "../protocol/base64.ts";
import { headerOf } from "../protocol/headers.ts";
import type { Connection, Handshake, Sample } from "../session/session.ts";
import { isoTime } from "../words/iso-time.ts";
import { type ConnectionInFile, connectionSchema } from "./schema/connection-schema.ts";
import { inOrder } from "./schema/in-order.ts";
import type { HarEntry } from "./session-file.ts";
import { queryOf } from "./url.ts";

/** A connection without its messages. */
export function writeEntry(connection: Connection, exportedAt: number): HarEntry {
  const { createdAt, open, end, handshake, url } = connection;
  const endedAt = end?.at ?? exportedAt;
  const timeMs = Math.max(0, endedAt - createdAt);
  const waitMs = Math.min(timeMs, Math.max(0, (open?.at ?? endedAt) - createdAt));
  return {
    startedDateTime: isoTime(createdAt),
    time: timeMs,
    // Without it Chrome guesses the type and shows no messages.
    _resourceType: "websocket",
    ...writeAddress(handshake?.remoteAddress ?? null),
    request: {
      method: "GET",
      url,
      httpVersion: "HTTP/1.1",
      headers: handshake?.requestHeaders ?? [],
      queryString: queryOf(url),
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: writeResponse(handshake, open !== null),
    cache: {},
    timings: { send: 0, wait: waitMs, receive: timeMs - waitMs },
    ...(end
      ? {
          _webSocketClose: {
            ...(end.code === null ? {} : { code: end.code }),
            reason: end.reason,
            timestamp: end.at / 1000,
          },
        }
      : {}),
    _stormglass: { connection: writeConnection(connection) },
    _webSocketMessages: [],
  };
}

function writeResponse(handshake: Handshake | null, opened: boolean): HarEntry["response"] {
  const headers = handshake?.responseHeaders ?? [];
  return {
    status: handshake?.status ?? (opened ? 101 : 0),
    statusText: handshake?.statusText ?? (opened ? "Switching Protocols" : ""),
    httpVersion: "HTTP/1.1",
    headers,
    cookies: [],
    content: { size: 0, mimeType: "x-unknown" },
    redirectURL: headerOf(headers, "location") ?? "",
    headersSize: -1,
    bodySize: -1,
    ...(handshake?.error ? { _error: handshake.error } : {}),
  };
}

/** As it stands in its entry. */
export const writeConnection = (connection: Connection): ConnectionInFile =>
  inOrder(connectionSchema, {
    ...connection,
    first: connection.first.map(writeSample),
    last: connection.last.map(writeSample),
  });

const writeSample = (sample: Sample) => ({
  ...sample,
  body: typeof sample.body === "string" ? sample.body : { base64: encodeBase64(sample.body) },
});

/** HAR keeps the address and the port apart, and Chrome writes IPv6 without its brackets. */
function writeAddress(address: string | null): { serverIPAddress?: string; connection?: string } {
  if (address === null) return {};
  const [, host, port] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return { serverIPAddress: host ?? address, ...(port ? { connection: port } : {}) };
}
