import { toHttp } from "../../session/probe.ts";
import type { Probe } from "../../session/session.ts";

const LIMIT_MS = 5_000;

/** With DevTools closed this worker asks: its answer can be read, as hosts are allowed to it. */
export async function fetchProbe(socketUrl: string, withCredentials: boolean): Promise<Probe> {
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
    const { status } = await fetch(toHttp(socketUrl), {
      cache: "no-store",
      redirect: "manual",
      credentials: withCredentials ? "include" : "omit",
      signal,
    });
    // A redirect is opaque: it answered, with a status that is kept from us.
    return found("answered", status === 0 ? null : status);
  } catch {
    return found(signal.aborted ? "timeout" : "failed", null);
  }
}
