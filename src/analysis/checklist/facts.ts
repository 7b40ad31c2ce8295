import { parseUrl } from "../../session/endpoint.ts";
import type { Connection, Session } from "../../session/session.ts";
import { isOpened } from "../evidence.ts";
import type { Finding, FindingId, Report, Series } from "../finding.ts";

/** What the items of the checklist are judged by. */
export type Facts = {
  connections: readonly Connection[];
  opened: readonly Connection[];
  /** Endpoints of which no connection ever opened. */
  neverOpened: readonly string[];
  /** Those of which an HTTP status is known, by the handshake or by asking the server. */
  answered: readonly Connection[];
  /** Neither opened nor failed yet. */
  pending: readonly Connection[];
  messages: number;
  series: readonly Series[];
  /** Findings with one of these ids, the worst first. */
  found(ids: readonly FindingId[]): Finding[];
};

export function gatherFacts(session: Session, report: Report): Facts {
  const connections = [...session.connections.values()];
  const opened = connections.filter(isOpened);
  const openedEndpoints = new Set(opened.map(({ endpoint }) => endpoint));
  const ended = connections.filter(({ end }) => end !== null);
  const neverOpened = new Set(
    ended.map(({ endpoint }) => endpoint).filter((endpoint) => !openedEndpoints.has(endpoint)),
  );
  return {
    connections,
    opened,
    neverOpened: [...neverOpened],
    answered: connections.filter(hasStatus),
    pending: connections.filter(({ state }) => state === "connecting"),
    messages: connections.reduce((sum, { send, receive }) => sum + send.count + receive.count, 0),
    series: report.series,
    found: (ids) => report.findings.filter(({ id }) => ids.includes(id)),
  };
}

const hasStatus = ({ handshake, probes }: Connection): boolean =>
  handshake?.status != null || probes.some(({ status }) => status !== null);

const IP_OR_LOCAL = /^(localhost|.*\.localhost|\d+\.\d+\.\d+\.\d+|\[.*\])$/;

/** Names that need no name server. */
export const needsNoName = ({ endpoint }: Connection): boolean =>
  IP_OR_LOCAL.test(parseUrl(endpoint)?.host ?? "");

export const isSecure = ({ endpoint }: Connection): boolean => parseUrl(endpoint)?.scheme === "wss";
