/**
 * Sentences of servers' error logs. nginx: src/event/ngx_event_*.c, src/http/ngx_http_upstream.c
 * ("while proxying upgraded connection"); Apache: modules/proxy/*.c with their AH numbers; Caddy:
 * modules/caddyhttp/reverseproxy; Go's net package for Caddy and Traefik.
 */
import type { LogCause } from "../record.ts";
import { EXACT_SENTENCES } from "./exact-sentences.ts";
import { OTHER_SENTENCES } from "./other-sentences.ts";

const ROWS = [...EXACT_SENTENCES, ...OTHER_SENTENCES];

/** In lower case, and cut where anything may stand between. */
const CUT = ROWS.map(({ signs }) => signs.map((sign) => sign.toLowerCase().split("*")));
/** A sentence, and what it quotes of a request. */
const MAX_READ = 1_500;

export function readMessage(text: string): LogCause | null {
  const message = text.slice(0, MAX_READ).toLowerCase();
  for (const [i, { by, kind, words, signs }] of ROWS.entries()) {
    const found = CUT[i]?.findIndex((parts) => contains(message, parts)) ?? -1;
    if (found >= 0)
      return { by, kind, words, sign: (signs[found] ?? "").replace(" * ", " … ").trim() };
  }
  return null;
}

function contains(message: string, parts: readonly string[]): boolean {
  let place = 0;
  for (const part of parts) {
    const at = message.indexOf(part, place);
    if (at < 0) return false;
    place = at + part.length;
  }
  return true;
}
