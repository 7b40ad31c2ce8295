import type { Connection, Handshake, Session } from "./session.ts";
import { isEmptyTraffic } from "./traffic.ts";

/** Numbers and names of a connection, as of each message of a storm that says nothing. */
const CONNECTION_BYTES = 1_500;
/** Of one that has talked, besides its samples. */
const TRAFFIC_BYTES = 3_500;
const DOCUMENT_BYTES = 500;
const ENTRY_BYTES = 200;

/** About what a connection takes where it is saved or sent: its texts, and a sum for all the rest. */
export function weighConnection(connection: Connection): number {
  const { url, endpoint, stack, closing, protocols, first, last, handshake } = connection;
  const texts = [url, endpoint, stack, closing?.stack, closing?.reason, connection.end?.reason];
  let bytes = CONNECTION_BYTES + lengthOf(texts) + lengthOf(protocols ?? []);
  if (!isEmptyTraffic(connection.traffic)) bytes += TRAFFIC_BYTES;
  for (const { body } of [...first, ...last]) bytes += body.length;
  return handshake ? bytes + weighHandshake(handshake) : bytes;
}

function weighHandshake({ requestHeaders, responseHeaders, ...rest }: Handshake): number {
  let bytes = ENTRY_BYTES + lengthOf([rest.error, rest.statusText]);
  for (const { name, value } of [...requestHeaders, ...responseHeaders]) {
    bytes += name.length + value.length + 50;
  }
  return bytes;
}

/** Everything but the connections. */
function weighRest(session: Session): number {
  let bytes = ENTRY_BYTES * (session.lifecycle.length + session.elsewhere.length);
  for (const { url } of session.documents.values()) bytes += DOCUMENT_BYTES + url.length;
  for (const { endpoint } of session.forgottenEndpoints) bytes += ENTRY_BYTES + endpoint.length;
  for (const { url } of session.foldedConnections) bytes += ENTRY_BYTES + url.length;
  return bytes + weighErrors(session) + weighUnmatched(session) + weighHttp(session);
}

export const weighErrors = ({ constructorErrors }: Session): number =>
  constructorErrors.reduce(
    (sum, { url, message, stack }) => sum + ENTRY_BYTES + lengthOf([url, message, stack]),
    0,
  );

export const weighUnmatched = ({ unmatchedHandshakes }: Session): number =>
  unmatchedHandshakes.reduce(
    (sum, { url, handshake }) => sum + url.length + weighHandshake(handshake),
    0,
  );

export const weighHttp = ({ http }: Session): number =>
  http.reduce((sum, { host, path, error }) => sum + ENTRY_BYTES + lengthOf([host, path, error]), 0);

export function weighSession(session: Session): number {
  let bytes = weighRest(session);
  for (const connection of session.connections.values()) bytes += weighConnection(connection);
  return bytes;
}

const lengthOf = (texts: readonly (string | null | undefined)[]): number =>
  texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
