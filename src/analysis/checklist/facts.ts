import { parseUrl } from "../../protocol/parse-url.ts";
import { isIpAddress, isLoopback } from "../../session/host.ts";
import type { Connection, Session } from "../../session/session.ts";
import { isOpened, whoClosed } from "../connection/evidence.ts";
import type { Finding, FindingId, Report, Series } from "../finding.ts";
import type { Ground } from "./item.ts";

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
  /** Those that are one of these grounds, the worst first. */
  against(grounds: readonly Ground[]): Finding[];
};

/** Of the session; or of one endpoint, where that is named: what another one shows proves nothing. */
export function gatherFacts(session: Session, report: Report, endpoint?: string): Facts {
  const isMeant = (url: string) => endpoint === undefined || url === endpoint;
  const connections = [...session.connections.values()].filter((each) => isMeant(each.endpoint));
  const findings = report.findings.filter(({ subject }) => isMeant(subject.url));
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
    series: report.series.filter(({ url }) => isMeant(url)),
    found: (ids) => findings.filter(({ id }) => ids.includes(id)),
    against: (grounds) =>
      findings.filter((finding) => grounds.some((ground) => isGround(ground, finding))),
  };
}

const isGround = (ground: Ground, { id, variant, severity }: Finding): boolean =>
  ground.id === id &&
  (ground.variant === undefined || ground.variant === variant) &&
  (ground.evenAsRemark === true || severity !== "info");

/**
 * Whether the server spoke after it knew who the page is. A page may say that in any of its
 * messages: where the server ended the connection, only what came after the last of them counts.
 */
export function hasTalkedOn(connection: Connection): boolean {
  const { send, receive, end } = connection;
  const isCut = end !== null && ["server", "network"].includes(whoClosed(connection) ?? "");
  const saidAt = (isCut ? send.lastAt : send.firstAt) ?? Number.NEGATIVE_INFINITY;
  return receive.lastAt !== null && receive.lastAt > saidAt;
}

const hasStatus = ({ handshake, probes }: Connection): boolean =>
  handshake?.status != null || probes.some(({ status }) => status !== null);

/** Names that need no name server. */
export function needsNoName({ endpoint }: Connection): boolean {
  const host = parseUrl(endpoint)?.host ?? "";
  return isLoopback(host) || isIpAddress(host);
}

export const isSecure = ({ endpoint }: Connection): boolean => parseUrl(endpoint)?.scheme === "wss";
