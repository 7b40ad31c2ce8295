/**
 * A copy of a session without its credentials. It must not change the diagnosis: names, endpoints,
 * statuses, codes, times and sizes stay, and of a token the times of its validity.
 */
import { createMasker, type Masker } from "../../secrets/masker.ts";
import type { Connection, Handshake, Header, Session } from "../../session/session.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { applyMasking, type Masking } from "./masking.ts";
import { redactTraffic } from "./redact-traffic.ts";

const url = (place: string) => (text: string, masker: Masker) => masker.url(text, place);
const text = (place: string) => (value: string, masker: Masker) => masker.text(value, place);
const prose = (place: string) => (value: string, masker: Masker) => masker.prose(value, place);
const headers = (place: string) => (list: Header[], masker: Masker) =>
  list.map(({ name, value }) => ({
    name: masker.text(name, place),
    value: masker.header(name, value, place),
  }));
const message = (body: StoredRow["body"] & {}, masker: Masker) => masker.body(body, "message");

const HANDSHAKE: Masking<Handshake> = {
  key: text("id"),
  requestHeaders: headers("request header"),
  responseHeaders: headers("response header"),
  statusText: prose("status"),
  error: prose("handshake error"),
  remoteAddress: text("remote address"),
};

const SAMPLES: Masking<Connection["first"]> = { each: { body: message } };

const CONNECTION: Masking<Connection> = {
  id: text("id"),
  documentId: text("id"),
  mark: text("id"),
  url: url("address"),
  endpoint: url("address"),
  // What was offered is known before what was chosen of it.
  protocols: (offered, masker) => masker.subprotocols(offered, "subprotocol"),
  handshake: HANDSHAKE,
  open: {
    protocol: (chosen, masker) => masker.subprotocols([chosen], "subprotocol")[0] ?? chosen,
    extensions: text("extensions"),
  },
  stack: text("stack"),
  closing: { reason: prose("close reason"), stack: text("stack") },
  end: { reason: prose("close reason") },
  traffic: {
    talk: {
      subscriptions: { each: { label: text("message") } },
      numbered: { each: { name: text("message") } },
    },
  },
  first: SAMPLES,
  last: SAMPLES,
  sendFailure: { name: prose("error"), message: prose("error") },
  csp: { directive: prose("policy") },
  probes: {
    each: {
      error: prose("error"),
      headers: headers("response header"),
      pages: (names, masker) => names.map((name) => masker.prose(name, "page")),
    },
  },
};

export function redactConnection(connection: Connection, masker: Masker): Connection {
  const masked = applyMasking(connection, CONNECTION, masker);
  return { ...masked, traffic: redactTraffic(masked.traffic, masker) };
}

const SESSION: Masking<Session> = {
  browser: { name: text("browser"), version: text("browser") },
  documents: { each: { id: text("id"), url: url("document address") } },
  connections: { each: (connection, masker) => redactConnection(connection, masker) },
  lifecycle: { each: { documentId: text("id"), text: prose("test") } },
  constructorErrors: {
    each: {
      documentId: text("id"),
      url: url("address"),
      name: prose("error"),
      message: prose("error"),
      stack: text("stack"),
    },
  },
  dropped: { each: { documentId: text("id"), error: prose("error") } },
  forgottenEndpoints: { each: { endpoint: url("address") } },
  foldedConnections: { each: { url: url("address") } },
  elsewhere: { each: { connectionId: text("id"), hostPort: text("address") } },
  unmatchedHandshakes: { each: { url: url("address"), mark: text("id"), handshake: HANDSHAKE } },
  http: {
    each: {
      host: text("address"),
      method: text("method"),
      path: (path, masker) => masker.url(path, "address"),
      error: prose("error"),
    },
  },
  overrides: (overrides, masker) =>
    Object.fromEntries(
      Object.entries(overrides).map(([item, override]) => [
        item,
        override.note === undefined
          ? override
          : { ...override, note: masker.prose(override.note, "note") },
      ]),
    ),
};

const ROW: Masking<StoredRow> = { documentId: text("id"), connectionId: text("id"), body: message };

export const redactSession = (session: Session, masker: Masker = createMasker()): Session =>
  applyMasking(session, SESSION, masker);

export const redactRow = (row: StoredRow, masker: Masker = createMasker()): StoredRow =>
  applyMasking(row, ROW, masker);
