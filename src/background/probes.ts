import type { Envelope, ProbeAnswer, ToBridge } from "../protocol/envelope.ts";
import { connectionIdOf } from "../session/connection.ts";
import { toHttp } from "../session/probe.ts";
import type { Connection, Probe } from "../session/session.ts";
import { post } from "../shared/port.ts";
import { type Tab, tellDevtools } from "./tab.ts";
import type { Tabs } from "./tabs.ts";

const LIMIT_MS = 5_000;
/** DevTools' own answer comes within this, if it is open. */
const WAIT_FOR_DETAILS_MS = 1_000;

/** "Find out": one plain request to where a socket went. */
export function createProbes(tabs: Tabs) {
  /** Endpoints probed without being asked, so that a storm does not become two. */
  const probed = new Set<string>();

  const record = (tab: Tab, connectionId: string, probe: Probe) => {
    tabs.apply(tab, { kind: "probe", connectionId, probe });
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
      record(tab, connection.id, found("answered", status === 0 ? null : status));
    } catch {
      record(tab, connection.id, found(signal.aborted ? "timeout" : "failed", null));
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
    tellDevtools(tab, { kind: "expect", url: toHttp(url) });
    post(bridge, { kind: "probe", connection: number, url, withCredentials } satisfies ToBridge);
  };

  const probeIfLocal = (tab: Tab, connectionId: string) => {
    const connection = tab.session.connections.get(connectionId);
    if (!connection || connection.open || connection.closing || connection.csp) return;
    if (connection.handshake && !connection.handshake.blanked) return;
    if (!isLoopback(connection.url) || !isLoopback(tab.url ?? "")) return;
    const key = `${tab.id} ${tab.session.page} ${connection.endpoint}`;
    if (probed.has(key)) return;
    probed.add(key);
    probe(tab, connectionId, false);
  };

  return {
    probe,
    answered(tab: Tab, documentId: string, answer: ProbeAnswer): void {
      const { connection, outcome, durationMs, withCredentials } = answer;
      const at = Date.now() - durationMs;
      const found: Probe = { at, withCredentials, outcome, durationMs, status: null, error: null };
      record(tab, connectionIdOf(documentId, connection), found);
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
