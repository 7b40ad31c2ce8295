/**
 * A copy of a session without its credentials. It must not change the diagnosis: names, endpoints,
 * statuses, codes, times and sizes stay, and so do a token's claims, of which the end of its
 * validity is one.
 */
import { isSecretHeader, maskSecret, maskSubprotocols } from "../../secrets/secrets.ts";
import type { Connection, Handshake, Header, Sample, Session } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { maskBody, maskProse, maskText, maskUrl } from "./redact-text.ts";
import { redactTraffic } from "./redact-traffic.ts";

export function redactSession(session: Session): Session {
  return {
    ...session,
    documents: mapValues(session.documents, (document) => ({
      ...document,
      url: maskUrl(document.url),
    })),
    connections: mapValues(session.connections, redactConnection),
    constructorErrors: session.constructorErrors.map((error) => ({
      ...error,
      url: maybe(error.url, maskUrl),
      message: maskProse(error.message),
      stack: maybe(error.stack, maskText),
    })),
    dropped: session.dropped.map((dropped) =>
      dropped.error === undefined ? dropped : { ...dropped, error: maskProse(dropped.error) },
    ),
    foldedConnections: session.foldedConnections.map((folded) => ({
      ...folded,
      url: maskUrl(folded.url),
    })),
    unmatchedHandshakes: session.unmatchedHandshakes.map((seen) => ({
      ...seen,
      url: maskUrl(seen.url),
      handshake: redactHandshake(seen.handshake, createProtocolMask(offeredIn(seen.handshake))),
    })),
  };
}

export const redactRow = (row: StoredRow): StoredRow =>
  row.body === null ? row : { ...row, body: maskBody(row.body) };

/** Every text of a diagnosis; its findings hold no secrets, but its connections have addresses and reasons. */
export const redactReport = (report: object): object =>
  mapStrings(report, maskByName, "") as object;

function maskByName(text: string, name: string): string {
  if (name === "url" || name === "endpoint") return maskUrl(text);
  return name === "reason" ? maskProse(text) : maskText(text);
}

function redactConnection(connection: Connection): Connection {
  const { open, closing, end, handshake, sendFailure } = connection;
  const offered = connection.protocols ?? (handshake ? offeredIn(handshake) : []);
  const maskProtocol = createProtocolMask(offered);
  return {
    ...connection,
    url: maskUrl(connection.url),
    endpoint: maskUrl(connection.endpoint),
    protocols: maybe(connection.protocols, (protocols) => protocols.map(maskProtocol)),
    stack: maybe(connection.stack, maskText),
    open: maybe(open, (known) => ({ ...known, protocol: maskProtocol(known.protocol) })),
    closing: maybe(closing, (known) => ({
      ...known,
      reason: maybe(known.reason, maskProse),
      stack: maybe(known.stack, maskText),
    })),
    end: maybe(end, (known) => ({ ...known, reason: maskProse(known.reason) })),
    traffic: redactTraffic(connection.traffic),
    first: connection.first.map(redactSample),
    last: connection.last.map(redactSample),
    sendFailure: maybe(sendFailure, (known) => ({ ...known, message: maskProse(known.message) })),
    handshake: maybe(handshake, (known) => redactHandshake(known, maskProtocol)),
    probes: connection.probes.map((probe) => ({ ...probe, error: maybe(probe.error, maskProse) })),
  };
}

const redactSample = (sample: Sample): Sample => ({ ...sample, body: maskBody(sample.body) });

function redactHandshake(handshake: Handshake, maskProtocol: (one: string) => string): Handshake {
  const redactHeaders = (headers: Header[]) =>
    headers.map(({ name, value }) => ({ name, value: maskHeader(name, value, maskProtocol) }));
  return {
    ...handshake,
    error: maybe(handshake.error, maskProse),
    requestHeaders: redactHeaders(handshake.requestHeaders),
    responseHeaders: redactHeaders(handshake.responseHeaders),
  };
}

/** "x-ratelimit-remaining-tokens" counts tokens, it holds none. */
const COUNTS = /rate-?limit|quota/i;

/** Drawn anew for each handshake, and good for nothing after it; some look like `name=value`. */
const NONCES = new Set(["sec-websocket-key", "sec-websocket-accept"]);

function maskHeader(name: string, value: string, maskProtocol: (one: string) => string): string {
  if (NONCES.has(name.toLowerCase())) return value;
  if (isProtocolHeader(name)) return splitProtocols(value).map(maskProtocol).join(", ");
  if (isSecretHeader(name) && !COUNTS.test(name)) return maskSecret(value);
  return /^https?:|^wss?:|^\//i.test(value) ? maskUrl(value) : maskText(value);
}

const isProtocolHeader = (name: string) => name.toLowerCase() === "sec-websocket-protocol";
const splitProtocols = (value: string) => value.split(",").map((protocol) => protocol.trim());

const offeredIn = ({ requestHeaders }: Handshake): string[] =>
  requestHeaders
    .filter(({ name }) => isProtocolHeader(name))
    .flatMap(({ value }) => splitProtocols(value));

/**
 * A subprotocol may be secret only because of the one before it, so the offer is masked as a whole
 * and each mention afterwards like it: what the server chose still is one of what was offered.
 */
function createProtocolMask(offered: string[]): (protocol: string) => string {
  const maskedOffer = maskSubprotocols(offered);
  return (protocol) => {
    const at = offered.indexOf(protocol);
    return maskedOffer[at] ?? maskSubprotocols([protocol])[0] ?? protocol;
  };
}

const maybe = <T, R>(value: T | null, change: (value: T) => R): R | null =>
  value === null ? null : change(value);

const mapValues = <K, V>(map: Map<K, V>, change: (value: V) => V): Map<K, V> =>
  new Map([...map].map(([key, value]) => [key, change(value)]));

/** `name`: the property that holds the value, or the list that it is in. */
function mapStrings(
  value: unknown,
  change: (text: string, name: string) => string,
  name: string,
): unknown {
  if (typeof value === "string") return change(value, name);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, change, key)]),
  );
}
