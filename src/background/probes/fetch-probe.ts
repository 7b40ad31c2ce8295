import { MAX_PAGE, tellingHeaders } from "../../protocol/telling-headers.ts";
import { recognisePage } from "../../services/recognise.ts";
import { toHttp } from "../../session/probe.ts";
import type { Probe } from "../../session/session.ts";

const LIMIT_MS = 5_000;

type Answer = Pick<Probe, "status" | "headers" | "pages">;

/** With DevTools closed this worker asks: its answer can be read, as hosts are allowed to it. */
export async function fetchProbe(socketUrl: string, withCredentials: boolean): Promise<Probe> {
  const at = Date.now();
  const signal = AbortSignal.timeout(LIMIT_MS);
  const found = (outcome: Probe["outcome"], durationMs: number, answer: Answer): Probe => ({
    at,
    withCredentials,
    outcome,
    durationMs,
    error: null,
    ...answer,
  });
  try {
    const response = await fetch(toHttp(socketUrl), {
      cache: "no-store",
      redirect: "manual",
      credentials: withCredentials ? "include" : "omit",
      signal,
    });
    // The body may take as long as it likes.
    const durationMs = Date.now() - at;
    return found("answered", durationMs, {
      // Of a redirect nothing else is told, neither its number nor where it leads.
      status: response.type === "opaqueredirect" ? 302 : response.status || null,
      headers: tellingHeaders([...response.headers].map(([name, value]) => ({ name, value }))),
      pages: recognisePage(await readBeginning(response)),
    });
  } catch {
    const none: Answer = { status: null, headers: [], pages: [] };
    return found(signal.aborted ? "timeout" : "failed", Date.now() - at, none);
  }
}

/** What is long or does not end is not read on; a status without a body is an answer as well. */
async function readBeginning({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  try {
    while (text.length < MAX_PAGE) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What came until then is what there is.
  }
  await reader.cancel().catch(() => {});
  return text.slice(0, MAX_PAGE);
}
