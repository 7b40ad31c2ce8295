/**
 * A page's HTTP request, as far as it says something of its sockets: neither headers, nor query, nor
 * body. Read from an entry of HAR, live (`chrome.devtools.network`) as from a file.
 */
import { cutText } from "./cut-text.ts";
import { MAX_PHRASE, MAX_TIME_MS, MAX_WORD } from "./text.ts";

/**
 * What for: polling instead of a socket, a stream of events, a library's negotiation of a transport,
 * a login or new token; plain is any other.
 */
export const HTTP_USES = ["plain", "polling", "stream", "negotiation", "login"] as const;
export type HttpUse = (typeof HTTP_USES)[number];

/** One request, or several in a row that were answered alike. Times: epoch ms. */
export type HttpRequest = {
  /** As addresses of sockets name it: without the port where that is the scheme's own. */
  host: string;
  method: string;
  /** Of the last one. */
  path: string;
  use: HttpUse;
  startedAt: number;
  endedAt: number;
  /** Null where no answer came. */
  status: number | null;
  /** The browser's words for why none came, such as `net::ERR_NETWORK_CHANGED`. */
  error: string | null;
  count: number;
};

const ADDRESS = /^(?:http|ws)(s?):\/\/(?:[^/?#@]{0,1000}@)?([^/?#]{1,300})([^?#]{0,2000})/i;
/** Longer paths are of no endpoint that people talk about. */
const MAX_PATH = 200;

/** Of a page's or a socket's address, as `HttpRequest.host` names it; null where there is none. */
export function hostOfAddress(url: string): string | null {
  const [, secure, authority = ""] = ADDRESS.exec(url) ?? [];
  if (secure === undefined) return null;
  return authority.toLowerCase().replace(secure === "" ? /:80$/ : /:443$/, "");
}

/** Null where it is no HTTP, is still under way, or says neither status nor error. */
export function readHttpRequest(entry: unknown): HttpRequest | null {
  const { request, response, startedDateTime, time, _resourceType } = fieldsOf(entry);
  const { url, method } = fieldsOf(request);
  const address = textOf(url);
  const host = /^http/i.test(address) ? hostOfAddress(address) : null;
  const path = ADDRESS.exec(address)?.[3] ?? "";
  const startedAt = momentOf(startedDateTime);
  if (host === null || startedAt === null) return null;
  const { status, _error, _failureText, headers, content } = fieldsOf(response);
  const hasAnswer = typeof status === "number" && status > 0;
  const error = hasAnswer ? "" : textOf(_error) || textOf(_failureText);
  if (!hasAnswer && error === "") return null;
  const lasted = typeof time === "number" && time > 0 && time <= MAX_TIME_MS ? time : 0;
  const type = textOf(fieldsOf(content).mimeType) || contentTypeOf(headers);
  const isStream = textOf(_resourceType) === "eventsource" || /^text\/event-stream/i.test(type);
  return {
    host,
    method: cutText(textOf(method) || "GET", MAX_WORD),
    path: cutText(path || "/", MAX_PATH),
    use: isStream ? "stream" : useOf(address.slice(0, 2_000), path),
    startedAt,
    endedAt: startedAt + lasted,
    status: hasAnswer ? status : null,
    error: error === "" ? null : cutText(error, MAX_PHRASE),
    count: 1,
  };
}

const POLLING =
  /[?&]transport=(?:polling|longPolling)\b|\/xhr(?:_streaming|_send)?(?:$|\?)|\/cometd\b/i;
/** SignalR's, and SockJS' and Socket.IO's first steps. */
const NEGOTIATION = /\/negotiate\/?$|\/[\w-]{0,100}sockjs[\w-]{0,100}\/info$/i;
const LOGIN =
  /\/(?:[\w-]{0,100}[_-])?(?:token|tokens|refresh|login|signin|oauth2?)(?:[_-][\w-]{0,100})?(?:\/|$)/i;

const useOf = (url: string, path: string): HttpUse =>
  POLLING.test(url)
    ? "polling"
    : NEGOTIATION.test(path)
      ? "negotiation"
      : LOGIN.test(path)
        ? "login"
        : "plain";

export const isSuccess = ({ status }: HttpRequest): boolean => status !== null && status < 400;

/** What the browser says where it is the computer's network that changed or went. */
const NETWORK_GONE =
  /ERR_(?:NETWORK_CHANGED|INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)\b/;

export const isNetworkGone = ({ error }: HttpRequest): boolean =>
  error !== null && NETWORK_GONE.test(error);

/** Whether it says something of sockets to other hosts, too. */
export const isOfAnyHost = (request: HttpRequest): boolean =>
  isNetworkGone(request) || (request.use === "login" && !isSuccess(request));

/** Requests further apart are told apart. */
const APART_MS = 10_000;

/**
 * A list with one more, of at most so many: what is answered alike is one, and of too many the
 * oldest that succeeded goes first.
 */
export function addHttpRequest(
  list: readonly HttpRequest[],
  request: HttpRequest,
  max: number,
): HttpRequest[] {
  const like = list.findLastIndex((other) => isAlike(other, request));
  const before = list[like];
  if (before) {
    const endedAt = Math.max(before.endedAt, request.endedAt);
    const startedAt = Math.min(before.startedAt, request.startedAt);
    const both = { ...request, startedAt, endedAt, count: before.count + request.count };
    return list.with(like, both);
  }
  const longer = [...list, request];
  if (longer.length <= max) return longer;
  return longer.toSpliced(Math.max(0, longer.findIndex(isSuccess)), 1);
}

const isAlike = (a: HttpRequest, b: HttpRequest): boolean =>
  a.host === b.host &&
  a.use === b.use &&
  a.status === b.status &&
  a.error === b.error &&
  (isSuccess(a) || a.path === b.path) &&
  b.startedAt - a.endedAt <= APART_MS;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** DevTools hands out dates, files hold texts. Null where it is before 1973: no wall clock. */
function momentOf(value: unknown): number | null {
  const at = value instanceof Date ? value.getTime() : Date.parse(textOf(value));
  return at > 1e11 ? at : null;
}

function contentTypeOf(headers: unknown): string {
  if (!Array.isArray(headers)) return "";
  for (const header of headers.slice(0, 100)) {
    const { name, value } = fieldsOf(header);
    if (textOf(name).toLowerCase() === "content-type") return textOf(value);
  }
  return "";
}
