/** A part of a session, with nothing in it that tells of the rest. */
import { hostOfAddress } from "../../protocol/http-request.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection, ConnectionId, Sample, Session } from "../../session/session.ts";

export type SessionPart = {
  ids: ReadonlySet<ConnectionId>;
  /** Of the messages of those connections. */
  keeps(id: ConnectionId, message: Pick<Sample, "seq" | "at">): boolean;
};

/**
 * Their connections, the page that they are of, and what was seen of their hosts. Facts of a
 * connection stay whole, whatever of its messages does; only what messages said goes with them.
 */
export function partOf(session: Session, { ids, keeps }: SessionPart): Session {
  const connections = new Map<ConnectionId, Connection>();
  for (const [id, connection] of session.connections) {
    if (!ids.has(id)) continue;
    const isKept = (sample: Sample) => keeps(id, sample);
    const { first, last } = connection;
    connections.set(id, { ...connection, first: first.filter(isKept), last: last.filter(isKept) });
  }
  const all = [...connections.values()];
  const hosts = new Set(all.map(({ url }) => hostOfAddress(url)));
  const isOfHosts = ({ url }: { url: string | null }) =>
    url !== null && hosts.has(hostOfAddress(url));
  const hostPorts = new Set(all.map(({ url }) => parseUrl(url)?.hostPort));
  const theirs = new Set(all.map(({ documentId }) => documentId));
  const documents = new Map(
    [...session.documents].filter(([id, { top }]) => top || theirs.has(id)),
  );
  const isOfDocuments = ({ documentId }: { documentId: string | null }) =>
    documentId === null || documents.has(documentId);
  return {
    ...session,
    connections,
    documents,
    lifecycle: session.lifecycle.filter(isOfDocuments),
    dropped: session.dropped.filter(isOfDocuments),
    constructorErrors: session.constructorErrors.filter(isOfHosts),
    unmatchedHandshakes: session.unmatchedHandshakes.filter(isOfHosts),
    foldedConnections: session.foldedConnections.filter(isOfHosts),
    forgottenEndpoints: session.forgottenEndpoints.filter(({ endpoint }) =>
      isOfHosts({ url: endpoint }),
    ),
    elsewhere: session.elsewhere.filter(({ hostPort }) => hostPorts.has(hostPort)),
    http: session.http.filter(({ host }) => hosts.has(host)),
  };
}
