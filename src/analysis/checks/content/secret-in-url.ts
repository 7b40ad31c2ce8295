import { parseUrl } from "../../../protocol/parse-url.ts";
import { isSecretParameter } from "../../../secrets/known/parameters.ts";
import { isMarked } from "../../../secrets/known/values.ts";
import { isSecretName, looksLikeJwt } from "../../../secrets/secrets.ts";
import { findTokens } from "../../../secrets/tokens.ts";
import { SERVICES } from "../../../services/services.ts";
import { isLoopback } from "../../../session/host.ts";
import type { Connection } from "../../../session/session.ts";
import { listOf } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { servicesOf } from "../../connection/services.ts";
import { rememberPerConnection } from "../../remember.ts";
import { type SeriesGroup, seriesSubject } from "../../series/series.ts";

/** Made to be seen once: what a proxy logs of them opens nothing any more. */
const SHORT_LIVED_NAMES =
  /ticket|nonce|x-amz-(?:signature|security-token|credential)|^sig$|signature|otp/i;
/** A token that lives no longer than this is made for one connection. */
export const SHORT_LIVED_MS = 5 * 60_000;
/** What these names hold names a thing more often than it opens one. */
const MILD_NAMES = /^(?:sid|code|session)$/i;

/** A credential in the address, where every proxy and every server log writes it down. */
export const secretInUrl = defineCheck({
  name: "secret-in-url",
  run: ({ series }) => series.map(judge).filter((draft) => draft !== null),
});

function judge(group: SeriesGroup): Draft | null {
  // One endpoint has one set of names; only the values change.
  const [connection] = group.connections;
  const secrets = connection ? secretsOf(connection, null) : [];
  if (!connection || secrets.length === 0) return null;
  const names = [...new Set(secrets.map(({ name }) => name))];
  const host = parseUrl(connection.url)?.host ?? "";
  const isMild = isLoopback(host) || secrets.every(({ isShortLived }) => isShortLived);
  return {
    id: "secret-in-url",
    subject: seriesSubject(group),
    // Tells the texts about the host; the finding is about the endpoint.
    connection,
    severity: isMild ? "info" : "warning",
    explains: false,
    confidence: 0.9,
    ...(isMild ? { variant: isLoopback(host) ? "local" : "short-lived" } : {}),
    facts: { names: listOf(names.slice(0, 4).map((name) => `“${name}”`)) },
    evidence: names.flatMap((name) => figure("credential-in", name)),
    since: connection.createdAt,
  };
}

/** A page makes up its addresses, and may make up one of thousands of pairs. */
const MAX_PAIRS = 64;

type Secret = { name: string; isShortLived: boolean };

const secretsOf = rememberPerConnection(secretsIn);

/** The places that hold a credential, never what they hold. An export masks the same ones. */
function secretsIn(connection: Connection): Secret[] {
  const { url, open, protocols } = connection;
  const parts = parseUrl(url);
  if (!parts) return [];
  // Vite's development server puts a token against foreign pages into its own address.
  if ([open?.protocol, ...(protocols ?? [])].some((name) => name?.startsWith("vite-"))) return [];
  const naming = new Set(servicesOf(connection).flatMap(({ name }) => SERVICES[name].naming ?? []));
  const secrets: Secret[] = [];
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#@:]*:[^/?#@]+@/i.test(url)) {
    secrets.push({ name: "user name and password", isShortLived: false });
  } else if (/^[a-z][a-z\d+.-]*:\/\/\*+\d*@/i.test(url)) {
    secrets.push({ name: "user name and password", isShortLived: false });
  }
  if (parts.path.split("/").some(looksLikeJwt)) {
    secrets.push({ name: "path", isShortLived: isBrief(parts.path) });
  }
  for (const pair of parts.query?.split("&", MAX_PAIRS) ?? []) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? "" : decode(pair.slice(0, equals));
    const value = decode(pair.slice(equals + 1));
    if (isCredential(name, value) && !naming.has(name)) {
      const isShortLived = SHORT_LIVED_NAMES.test(name) || isBrief(value);
      secrets.push({ name: name || "query", isShortLived });
    }
  }
  return secrets;
}

/** A masked value was a secret before it was masked, where its name says so. */
function isCredential(name: string, value: string): boolean {
  if (looksLikeJwt(value)) return true;
  if (MILD_NAMES.test(name) || !isSecretName(name)) return false;
  return isSecretParameter(name, value) || isMarked(value);
}

const isBrief = (text: string): boolean => {
  // A token may stand alone or at the end of the text.
  const [token] = findTokens(`${text} `);
  return (
    token !== undefined &&
    token.issuedAt !== null &&
    token.expiresAt - token.issuedAt <= SHORT_LIVED_MS
  );
};

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
