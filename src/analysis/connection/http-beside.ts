import {
  type HttpRequest,
  hostOfAddress,
  isNetworkGone,
  isSuccess,
} from "../../protocol/http-request.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection, Session } from "../../session/session.ts";
import { countOf } from "../../words/words.ts";
import type { Evidence } from "../finding.ts";
import type { EvidenceKind } from "../texts/evidence-labels.ts";
import { figure } from "./evidence.ts";

/** What HTTP did beside a socket's end: all within a minute of it, but for logins. */
export type HttpBeside = {
  /** To the same host: the last that succeeded, from the attempt or the loss on until soon after. */
  works: HttpRequest | null;
  /** To the very path of the socket, likewise. */
  samePath: HttpRequest | null;
  /** To the same host, answered with 500 or more, or not at all: the last. */
  fails: HttpRequest | null;
  /** To any host, where the browser says that the network changed or went. */
  networkGone: HttpRequest | null;
  /** To any host: the last login or new token before it, where that was refused. */
  loginRefused: HttpRequest | null;
};

const BESIDE_MS = 60_000;
/** What worked before proves nothing; what works much later may be another process. */
const WORKS_WITHIN_MS = 10_000;
/** Who was refused a token tries its old one for a while. */
const LOGIN_BEFORE_MS = 10 * 60_000;

/** `at`: epoch ms. Null where nothing is known of the page's HTTP. */
export function httpBeside(
  { http }: Session,
  connection: Pick<Connection, "url">,
  from: number,
  at: number,
): HttpBeside | null {
  if (http.length === 0) return null;
  const host = hostOfAddress(connection.url);
  const { path } = parseUrl(connection.url) ?? {};
  const beside = http.filter(
    ({ startedAt, endedAt }) => endedAt >= from - BESIDE_MS && startedAt <= at + BESIDE_MS,
  );
  const own = beside.filter((request) => request.host === host);
  const meanwhile = own.filter(
    ({ startedAt, endedAt }) => endedAt >= from && startedAt <= at + WORKS_WITHIN_MS,
  );
  const login = http.findLast(
    ({ use, endedAt }) => use === "login" && endedAt <= at && endedAt >= at - LOGIN_BEFORE_MS,
  );
  return {
    works: meanwhile.findLast(isSuccess) ?? null,
    samePath: meanwhile.findLast((one) => isSuccess(one) && one.path === path) ?? null,
    fails: own.findLast(({ status }) => status === null || status >= 500) ?? null,
    networkGone: beside.findLast(isNetworkGone) ?? null,
    loginRefused: login && login.status !== null && login.status >= 400 ? login : null,
  };
}

/** The same beside the end of a connection that is over. */
export const httpBesideEnd = (session: Session, connection: Connection): HttpBeside | null =>
  connection.end === null
    ? null
    : httpBeside(session, connection, connection.end.at, connection.end.at);

/** "POST /auth/refresh answered 401", "GET /poll failed: net::ERR_NETWORK_CHANGED". */
export const sayRequest = ({ method, path, status, error }: HttpRequest): string =>
  `${method} ${path} ${status === null ? `failed: ${error}` : `answered ${status}`}`;

export function httpEvidence(beside: HttpBeside): Evidence[] {
  const { works, fails, networkGone, loginRefused } = beside;
  const say = (is: EvidenceKind, request: HttpRequest | null) =>
    figure(
      is,
      request === null
        ? null
        : request.count === 1
          ? sayRequest(request)
          : `${sayRequest(request)} (${countOf(request.count, "request")})`,
      undefined,
      { at: request?.endedAt ?? null },
    );
  return [
    ...say("http-works", works),
    ...say("http-fails", fails),
    ...(networkGone === fails ? [] : say("http-network", networkGone)),
    ...say("http-login", loginRefused),
  ];
}
