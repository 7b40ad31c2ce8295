/** How long the credentials of a connection are good for. */
import { findTokens, type TokenTimes } from "../../secrets/tokens.ts";
import type { Connection, Sample } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";

/** A credential's times, and where it stood; the answer never contains it. */
export type PlacedToken = { token: TokenTimes; where: string };

/** Where a page can put a token, and what either side says of how long a login lasts. */
export const tokensOf = (connection: Connection): PlacedToken[] => readOnce(connection, null);

const readOnce = rememberPerConnection((connection: Connection): PlacedToken[] => {
  const { url, protocols, handshake, first, last } = connection;
  const offered = handshake?.requestHeaders
    .filter(({ name }) => /^(sec-websocket-protocol|authorization|cookie)$/i.test(name))
    .map(({ value }) => value);
  const samples = [...first, ...last];
  const places: [string, string][] = [
    ["the URL", url],
    ["a subprotocol", (protocols ?? []).join(" ")],
    ["a request header", (offered ?? []).join(" ")],
    ...samples
      .filter(({ direction }) => direction === "send")
      .map(({ body }): [string, string] => ["one of the first messages", textOf(body)]),
  ];
  const tokens = places.flatMap(([where, text]) =>
    findTokens(text).map((token) => ({ token, where })),
  );
  return [...tokens, ...samples.flatMap(toldIn)];
});

/** The password of an MQTT client and the field of a MessagePack object stand in bytes as they are. */
const textOf = (body: Sample["body"]): string =>
  typeof body === "string" ? body : String.fromCharCode(...body.subarray(0, MAX_BYTES));

const MAX_BYTES = 4_096;

/** OAuth's word for it, in seconds (RFC 6749 §5.1), and the moment itself under its usual names. */
const EXPIRES_IN = /"expires?_?in"\s{0,4}:\s{0,4}"?(\d{1,8})(?![\d.])/i;
const EXPIRES_AT =
  /"(?:expires?_?at|expiry|exp|expiration)"\s{0,4}:\s{0,4}(?:"(\d{4}-\d\d-\d\dT[\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d))"|(\d{10}(?:\d{3})?)(?!\d))/i;
/** Offers, rooms and what authors write expire as well. */
const OF_A_LOGIN = /token|auth(?!or(?!i[sz]))|session|credential|jwt|log_?in|ticket/i;

function toldIn({ body, at }: Sample): PlacedToken[] {
  if (typeof body !== "string" || !body.includes("xp") || !OF_A_LOGIN.test(body)) return [];
  const seconds = EXPIRES_IN.exec(body)?.[1];
  const [, date, epoch] = EXPIRES_AT.exec(body) ?? [];
  const expiresAt =
    seconds !== undefined
      ? at + Number(seconds) * 1_000
      : date !== undefined
        ? Date.parse(date)
        : epoch !== undefined
          ? Number(epoch) * (epoch.length > 10 ? 1 : 1_000)
          : Number.NaN;
  if (!Number.isFinite(expiresAt)) return [];
  return [{ token: { expiresAt, issuedAt: at }, where: "what was said of the login" }];
}
