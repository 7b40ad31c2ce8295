import type { OtlpBatch } from "../../otlp/batches.ts";
import { encodeBatch } from "./encode.ts";
import { type Answer, post } from "./post.ts";
import { readRefusal, readTaken } from "./read-answer.ts";
import type { OtlpTarget } from "./settings.ts";

/**
 * What became of one request. `refused`: nothing of it was taken. `unknown`: it went out, and
 * nobody can say whether it was; it is not sent again, so that nothing is there twice.
 */
export type Outcome =
  | { is: "taken"; rejected: number; message: string }
  | { is: "refused" | "unknown"; why: string };

export type Wait = (ms: number) => Promise<void>;

/** OTLP/HTTP: those, and no others, ask to try again. */
const TRY_AGAIN = new Set([429, 502, 503, 504]);
/** They speak for somebody behind them, who may have taken it. */
const GATEWAY = new Set([502, 504]);
const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Who asks for more is asked again by whoever starts this program the next time. */
const LONGEST_ASKED_MS = 60_000;

export async function sendBatch(
  batch: OtlpBatch,
  target: OtlpTarget,
  wait: Wait,
): Promise<Outcome> {
  const bytes = encodeBatch(batch, target.protocol);
  for (let attempt = 1; ; attempt++) {
    const answer = await post(target, bytes);
    if ("reached" in answer) {
      return { is: answer.reached ? "unknown" : "refused", why: answer.why };
    }
    if (answer.status >= 200 && answer.status < 300) return readSuccess(batch, answer);
    const said = `it answered ${answer.status}${quote(readRefusal(answer))}`;
    if (!TRY_AGAIN.has(answer.status)) return { is: "refused", why: explainStatus(answer, said) };
    const is = GATEWAY.has(answer.status) ? "unknown" : "refused";
    if (attempt === MAX_ATTEMPTS) return { is, why: `${said}, ${MAX_ATTEMPTS} times` };
    const askedMs = retryAfterMs(answer.headers["retry-after"], Date.now());
    if (askedMs !== null && askedMs > LONGEST_ASKED_MS) {
      return { is, why: `${said} and asks to come back in ${Math.round(askedMs / 1_000)} s` };
    }
    await wait(askedMs ?? backoffMs(attempt));
  }
}

function readSuccess(batch: OtlpBatch, answer: Answer): Outcome {
  const { status, broke, headers } = answer;
  if (broke !== null) {
    return { is: "unknown", why: `it answered ${status}, and its answer is not whole: ${broke}` };
  }
  const taken = readTaken(batch.signal, answer);
  if (taken) return { is: "taken", ...taken };
  const type = headers["content-type"] ?? "no type";
  return {
    is: "unknown",
    why: `it answered ${status} with something else than OTLP (${cut(type)})`,
  };
}

function explainStatus({ status, headers }: Answer, said: string): string {
  const { location } = headers;
  if (status >= 300 && status < 400 && location) {
    return `${said} and points to ${cut(location.split("?", 1)[0] ?? "")}, which is not followed`;
  }
  if (status === 401 || status === 403) return `${said}: its key may be missing (--header)`;
  return status === 404 ? `${said}: it takes none of these there` : said;
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** Doubling, and no two of us at once: half of it is by chance. */
function backoffMs(attempt: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return whole / 2 + (Math.random() * whole) / 2;
}

const MAX_QUOTED = 300;
const cut = (text: string) => (text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
const quote = (words: string) => (words === "" ? "" : ` ("${cut(words)}")`);
