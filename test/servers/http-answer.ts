import { STATUS_CODES } from "node:http";

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string };

/**
 * The answer of a server that refuses with a status. A 401 has no `WWW-Authenticate`: with it a
 * browser without a window waits for ever behind a login prompt that nobody sees.
 */
export function refuseWith(status: number): HttpAnswer {
  const headers: Record<string, string> = { "Content-Type": "text/plain; charset=utf-8" };
  if (status === 429 || status === 503) headers["Retry-After"] = "7";
  if (status >= 300 && status < 400) headers.Location = "/echo";
  if (status === 426) headers.Upgrade = "websocket";
  return { status, headers, body: `${status} ${STATUS_CODES[status] ?? ""}\n` };
}

/** The same answer as bytes, for a socket that has left Node's HTTP behind by asking to upgrade. */
export function encodeAnswer({ status, headers, body }: HttpAnswer): string {
  const lines = Object.entries({
    ...headers,
    Connection: "close",
    "Content-Length": String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`;
}
