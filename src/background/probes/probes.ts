import { withoutCutMark } from "../../protocol/cut-text.ts";
import type { Envelope, ProbeAnswer, ToBridge } from "../../protocol/envelope.ts";
import { connectionIdOf } from "../../session/connection.ts";
import { isLoopback } from "../../session/host.ts";
import { toHttp } from "../../session/probe.ts";
import type { Connection, ConnectionId, Handshake, Probe } from "../../session/session.ts";
import type { SessionEvent } from "../../session/session-event.ts";
import { post } from "../../shared/port.ts";
import { PENDING_PROBES_KEY } from "../../shared/storage-keys.ts";
import { createOwnItem } from "../own-item.ts";
import { type Tab, tellDevtools } from "../tab.ts";
import type { Tabs } from "../tabs.ts";
import { fetchProbe } from "./fetch-probe.ts";
import { createPendingProbes, type PendingProbe } from "./pending-probes.ts";

/** DevTools' own answer comes within this, if it is open. */
const WAIT_FOR_DETAILS_MS = 1_000;

type SeenProbe = Extract<SessionEvent, { kind: "probe-seen" }>;

const item = createOwnItem<PendingProbe[]>(PENDING_PROBES_KEY);

/** "Find out": one plain request to where a socket went. */
export function createProbes(tabs: Tabs) {
  const left = item.read().then((probes) => probes ?? []);
  const pending = createPendingProbes((probes) => void item.write(probes));

  /** What DevTools told of the last request to each address, which may be before the bridge tells. */
  const told = new Map<string, SeenProbe>();
  const keyOf = (tab: Tab, httpUrl: string) => `${tab.id} ${httpUrl}`;

  const record = (tab: Tab, connection: { id: string; url: string }, probe: Probe) => {
    const question = { connectionId: connection.id, withCredentials: probe.withCredentials };
    if (!pending.answer(question)) return;
    tabs.apply(tab, { kind: "probe", connectionId: connection.id, probe });
    const early = told.get(keyOf(tab, toHttp(connection.url)));
    if (early) tabs.apply(tab, early);
    void tab.save().then((isSaved) => isSaved && pending.drop(question));
  };

  /** Of one endpoint once on a page, so that a storm does not become two. */
  const isNeeded = (tab: Tab, connection: Connection): boolean => {
    const { handshake, endpoint, page } = connection;
    if (connection.open || connection.closing || connection.csp) return false;
    if (handshake && !handshake.blanked && !needsAnswerer(handshake)) return false;
    // The frame's own address as well: a foreign frame in a local page may not use us to get there.
    const from = tab.session.documents.get(connection.documentId ?? "")?.url ?? "";
    if (![connection.url, from, tab.url ?? ""].every(leadsToThisMachine)) return false;
    for (const other of tab.session.connections.values()) {
      if (other.endpoint !== endpoint || other.page !== page) continue;
      if (other.probes.length > 0 || (other !== connection && pending.has(other.id))) return false;
    }
    return true;
  };

  const run = (probe: PendingProbe): void => {
    const { tabId, connectionId, withCredentials, byItself } = probe;
    const tab = tabs.find(tabId);
    const connection = tab?.session.connections.get(connectionId);
    if (!tab || !connection || (byItself && !isNeeded(tab, connection))) {
      pending.drop(probe);
      return;
    }
    pending.ask(probe);
    told.delete(keyOf(tab, toHttp(connection.url)));
    const bridge = connection.documentId && tab.bridges.get(connection.documentId);
    if (!bridge || tab.devtools.size === 0) {
      void fetchProbe(connection.url, withCredentials).then((found) =>
        record(tab, connection, found),
      );
      return;
    }
    const url = withoutCutMark(connection.url);
    const { number } = connection;
    tellDevtools(tab, { kind: "expect", url: toHttp(url) });
    post(bridge, { kind: "probe", connection: number, url, withCredentials } satisfies ToBridge);
  };

  const runLater = (probe: PendingProbe): void => {
    pending.add(probe);
    setTimeout(run, WAIT_FOR_DETAILS_MS, probe);
  };

  // Bridges and DevTools come back in the meantime. What was asked before is asked once more:
  // nobody knows what became of it.
  void Promise.all([left, tabs.ready]).then(([probes]) => probes.forEach(runLater));

  return {
    /** Asked for: once more, too, where the last answer does not come. */
    probe(tab: Tab, connectionId: ConnectionId, withCredentials: boolean): void {
      const probe = { tabId: tab.id, connectionId, withCredentials, byItself: false };
      pending.add(probe);
      run(probe);
    },
    answered(tab: Tab, documentId: string, answer: ProbeAnswer): void {
      const { outcome, durationMs, withCredentials } = answer;
      const connection = tab.session.connections.get(connectionIdOf(documentId, answer.connection));
      if (!connection) return;
      const at = Date.now() - durationMs;
      const found: Probe = {
        at,
        withCredentials,
        outcome,
        durationMs,
        status: null,
        error: null,
        headers: [],
        pages: [],
      };
      record(tab, connection, found);
    },
    /** DevTools tells how a request ended: its status, which the page's side is not shown. */
    seen(tab: Tab, event: SeenProbe): Promise<boolean> {
      told.set(keyOf(tab, event.url), event);
      tabs.apply(tab, event);
      return tab.save();
    },
    /** By itself only where page and host are both on this computer: nobody else's log is written. */
    afterEnvelope(tab: Tab, { events }: Envelope, documentId: string): void {
      for (const event of events) {
        if (event.kind !== "close" && event.kind !== "error") continue;
        const connectionId = connectionIdOf(documentId, event.id);
        const connection = tab.session.connections.get(connectionId);
        if (!connection || pending.has(connectionId) || !isNeeded(tab, connection)) continue;
        runLater({ tabId: tab.id, connectionId, withCredentials: false, byItself: true });
      }
    },
  };
}

/**
 * Statuses that mean one thing of a server and another of a proxy before it. Chromium tells no
 * headers of a refused upgrade; a plain request has them.
 */
const DEPENDS_ON_WHO = new Set([200, 400, 401, 403, 404, 405, 426, 503]);

const needsAnswerer = ({ status, responseHeaders }: Handshake): boolean =>
  status !== null && DEPENDS_ON_WHO.has(status) && responseHeaders.length === 0;

export type Probes = ReturnType<typeof createProbes>;

const leadsToThisMachine = (url: string): boolean =>
  URL.canParse(url) && isLoopback(new URL(url).hostname);
