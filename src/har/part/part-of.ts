/** A part of a session, with nothing in it that tells of the rest. */
import { hostOfAddress } from "../../protocol/http-request.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection, ConnectionId, Sample, Session } from "../../session/session.ts";
import { redactTraffic } from "../mask/redact-traffic.ts";

export type SessionPart = {
  ids: ReadonlySet<ConnectionId>;
  /** Of the messages of those connections. */
  keeps(id: ConnectionId, message: Pick<Sample, "seq" | "at">): boolean;
  /** Whether that is all of them. */
  keepsAll: boolean;
};

/**
 * Their connections and the pages that they are of, with what was seen of those pages and of their
 * HTTP requests and other tabs at the connections' hosts. Whatever is of a connection that is not in
 * it, forgotten or never made, goes, at the same host as well; so does what the user noted of the
 * whole. Facts of a connection stay whole, whatever of its messages does; only what messages said
 * goes with them.
 */
export function partOf(session: Session, part: SessionPart): Session {
  const connections = new Map<ConnectionId, Connection>();
  const within = {};
  for (const [id, connection] of session.connections) {
    if (part.ids.has(id)) connections.set(id, withoutWords(connection, part, within));
  }
  const all = [...connections.values()];
  const hosts = new Set(all.map(({ url }) => hostOfAddress(url)));
  const hostPorts = new Set(all.map(({ url }) => parseUrl(url)?.hostPort));
  const theirs = new Set(all.map(({ documentId }) => documentId));
  const pages = new Set(all.map(({ page }) => page));
  const marks = new Set(all.map(({ mark }) => mark));
  const documents = new Map(
    [...session.documents].filter(
      ([id, { top, page }]) => theirs.has(id) || (top && pages.has(page)),
    ),
  );
  const isOfDocuments = ({ documentId }: { documentId: string | null }) =>
    documentId === null || documents.has(documentId);
  return {
    ...session,
    connections,
    documents,
    lifecycle: session.lifecycle.filter(isOfDocuments),
    dropped: session.dropped.filter(isOfDocuments),
    constructorErrors: [],
    unmatchedHandshakes: session.unmatchedHandshakes.filter(
      ({ mark }) => mark !== null && marks.has(mark),
    ),
    foldedConnections: [],
    forgottenEndpoints: [],
    elsewhere: session.elsewhere.filter(({ hostPort }) => hostPorts.has(hostPort)),
    http: session.http.filter(({ host }) => hosts.has(host)),
    overrides: {},
  };
}

/**
 * Which message a word or a text's hash is of is not known: where some are left out, all such go.
 * `within`: the part, in which the same text has the same number on each connection.
 */
function withoutWords(connection: Connection, part: SessionPart, within: object): Connection {
  if (part.keepsAll) return connection;
  const { id, first, last } = connection;
  const isKept = (sample: Sample) => part.keeps(id, sample);
  const traffic = redactTraffic(connection.traffic, within);
  const subscriptions = traffic.talk.subscriptions.map((one) => ({ ...one, label: "" }));
  return {
    ...connection,
    first: first.filter(isKept),
    last: last.filter(isKept),
    // As where there had been no room for all of them, so that nothing is taken for missing.
    traffic: { ...traffic, talk: { ...traffic.talk, subscriptions, numbered: [], isCut: true } },
  };
}
