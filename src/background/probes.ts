import type { Envelope, ProbeAnswer, ToBridge } from "../protocol/envelope.ts";
import { connectionIdOf } from "../session/connection.ts";
import { toHttp } from "../session/probe.ts";
import type { Connection, Probe } from "../session/session.ts";
import type { SessionEvent } from "../session/session-event.ts";
import { post } from "../shared/port.ts";
import { type Tab, tellDevtools } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

const LIMIT_MS = 5_000;
/** DevTools' own answer comes within this, if it is open. */
const WAIT_FOR_DETAILS_MS = 1_000;

type SeenProbe = Extract<SessionEvent, { kind: "probe-seen" }>;

/** "Find out": one plain request to where a socket went. */
export function createProbes(tabs: Tabs) {
  /** Endpoints probed without being asked, so that a storm does not become two. */
  const probed = new Set<string>();

  /** What DevTools told of the last request to each address, which may be before the bridge tells. */
  const told = new Map<string, SeenProbe>();
  const keyOf = (tab: Tab, httpUrl: string) => `${tab.id} ${httpUrl}`;

  const record = (tab: Tab, connection: { id: string; url: string }, probe: Probe) => {
    tabs.apply(tab, { kind: "probe", connectionId: connection.id, probe });
    const early = told.get(keyOf(tab, toHttp(connection.url)));
    if (early) tabs.apply(tab, early);
    void tab.save();
  };

  /** With DevTools closed this worker asks: its answer can be read, as hosts are allowed to it. */
  const ask = async (tab: Tab, connection: Connection, withCredentials: boolean) => {
    const at = Date.now();
    const signal = AbortSignal.timeout(LIMIT_MS);
    const found = (outcome: Probe["outcome"], status: number | null): Probe => ({
      at,
      withCredentials,
      outcome,
      durationMs: Date.now() - at,
      status,
      error: null,
    });
    try {
      const { status } = await fetch(toHttp(connection.url), {
        cache: "no-store",
        redirect: "manual",
        credentials: withCredentials ? "include" : "omit",
        signal,
      });
      // A redirect is opaque: it answered, with a status that is kept from us.
      record(tab, connection, found("answered", status === 0 ? null : status));
    } catch {
      record(tab, connection, found(signal.aborted ? "timeout" : "failed", null));
    }
  };

  const probe = (tab: Tab, connectionId: string, withCredentials: boolean): void => {
    const connection = tab.session.connections.get(connectionId);
    if (!connection) return;
    const bridge = connection.documentId && tab.bridges.get(connection.documentId);
    if (!bridge || tab.devtools.size === 0) {
      void ask(tab, connection, withCredentials);
      return;
    }
    const { url, number } = connection;
    told.delete(keyOf(tab, toHttp(url)));
    tellDevtools(tab, { kind: "expect", url: toHttp(url) });
    post(bridge, { kind: "probe", connection: number, url, withCredentials } satisfies ToBridge);
  };

  const probeIfLocal = (tab: Tab, connectionId: string) => {
    const connection = tab.session.connections.get(connectionId);
    if (!connection || connection.open || connection.closing || connection.csp) return;
    if (connection.handshake && !connection.handshake.blanked) return;
    // The frame's own address as well: a foreign frame in a local page may not use us to get there.
    const from = tab.session.documents.get(connection.documentId ?? "")?.url ?? "";
    if (![connection.url, from, tab.url ?? ""].every(isLoopback)) return;
    const key = `${tab.id} ${tab.session.page} ${connection.endpoint}`;
    if (probed.has(key)) return;
    probed.add(key);
    probe(tab, connectionId, false);
  };

  return {
    probe,
    answered(tab: Tab, documentId: string, answer: ProbeAnswer): void {
      const { outcome, durationMs, withCredentials } = answer;
      const connection = tab.session.connections.get(connectionIdOf(documentId, answer.connection));
      if (!connection) return;
      const at = Date.now() - durationMs;
      const found: Probe = { at, withCredentials, outcome, durationMs, status: null, error: null };
      record(tab, connection, found);
    },
    /** DevTools tells how a request ended: its status, which the page's side is not shown. */
    seen(tab: Tab, event: SeenProbe): void {
      told.set(keyOf(tab, event.url), event);
      tabs.apply(tab, event);
      void tab.save();
    },
    /** By itself only where page and host are both on this computer: nobody else's log is written. */
    afterEnvelope(tab: Tab, { events }: Envelope, documentId: string): void {
      for (const event of events) {
        if (event.kind !== "close" && event.kind !== "error") continue;
        const id = connectionIdOf(documentId, event.id);
        if (tab.session.connections.get(id)?.open !== null) continue;
        setTimeout(() => probeIfLocal(tab, id), WAIT_FOR_DETAILS_MS);
      }
    },
  };
}

export type Probes = ReturnType<typeof createProbes>;

function isLoopback(url: string): boolean {
  try {
    const { hostname } = new URL(url);
    return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  } catch {
    return false;
  }
}
