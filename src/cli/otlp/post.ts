import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from "node:http";
import { request as secureRequest } from "node:https";
import { gzipSync } from "node:zlib";
import { CONTENT_TYPES } from "./encode.ts";
import type { OtlpTarget } from "./settings.ts";

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Why the rest of it is missing; null where all of it came. */
  broke: string | null;
};

/** Without a connection nothing was sent; with one nobody knows what the other side did. */
export type NoAnswer = { reached: boolean; why: string };

/** Of an answer no more is read: it says how many were rejected, and why. */
const MAX_ANSWER_BYTES = 65_536;

/**
 * A connection for each request: on one that was kept, a request that meets its end cannot be told
 * from one that was read. Redirections are not followed: the headers are for this address.
 */
export function post(target: OtlpTarget, bytes: Uint8Array): Promise<Answer | NoAnswer> {
  const { url, protocol, headers, gzip, timeoutMs } = target;
  const body = gzip ? gzipSync(bytes) : bytes;
  const all = {
    "user-agent": "stormglass",
    ...Object.fromEntries(headers),
    "content-type": CONTENT_TYPES[protocol],
    "content-length": String(body.byteLength),
    ...(gzip ? { "content-encoding": "gzip" } : {}),
  };
  return new Promise((done) => {
    const send = url.protocol === "https:" ? secureRequest : request;
    let sent: ClientRequest | null = null;
    let reached = false;
    const late = `no answer within ${timeoutMs / 1_000} s`;
    const fail = (error: unknown) => done({ reached, why: wordsOf(error) });
    try {
      sent = send(url, { method: "POST", agent: false, headers: all });
    } catch (error) {
      return fail(error);
    }
    const timer = setTimeout(() => sent?.destroy(new Error(late)), timeoutMs);
    sent.on("socket", (socket) => {
      socket.on(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        reached = true;
      });
    });
    sent.on("error", fail);
    sent.on("close", () => clearTimeout(timer));
    sent.on("response", (response) => readAnswer(response, done));
    sent.end(body);
  });
}

function readAnswer(response: IncomingMessage, done: (answer: Answer) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const end = (broke: string | null) => {
    const { statusCode: status = 0, headers } = response;
    done({ status, headers, body: Buffer.concat(parts), broke });
    response.destroy();
  };
  response.on("data", (part: Buffer) => {
    size += part.byteLength;
    if (size > MAX_ANSWER_BYTES) end("it is longer than any such answer");
    else parts.push(part);
  });
  response.on("end", () => end(null));
  response.on("error", (error) => end(wordsOf(error)));
}

const ERRORS: Record<string, string> = {
  ECONNREFUSED: "nothing listens there (connection refused)",
  ENOTFOUND: "no such host is known (DNS)",
  EAI_AGAIN: "its name could not be looked up (DNS)",
  ECONNRESET: "the connection broke",
  EPIPE: "the connection broke",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
};

function wordsOf(error: unknown): string {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  return ERRORS[code] ?? (message || code);
}
