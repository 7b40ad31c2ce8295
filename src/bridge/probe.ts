import type { ProbeAnswer } from "../protocol/envelope.ts";

const LIMIT_MS = 5_000;

/**
 * One plain request to where a socket went, by the isolated world's own `fetch`: the page's CSP
 * and service worker do not apply to it and the page sees no trace of it. A `no-cors` answer
 * cannot be read here; DevTools' network log shows its status.
 */
export async function probe(
  connection: number,
  socketUrl: string,
  withCredentials: boolean,
): Promise<ProbeAnswer> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(LIMIT_MS);
  const answer = (outcome: ProbeAnswer["outcome"]): ProbeAnswer => ({
    kind: "probe-answer",
    connection,
    withCredentials,
    outcome,
    durationMs: performance.now() - startedAt,
  });
  try {
    await fetch(socketUrl.replace(/^ws/i, "http"), {
      mode: "no-cors",
      cache: "no-store",
      redirect: "manual",
      credentials: withCredentials ? "include" : "omit",
      signal,
    });
    return answer("answered");
  } catch {
    return answer(signal.aborted ? "timeout" : "failed");
  }
}
