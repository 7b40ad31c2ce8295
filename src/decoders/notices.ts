import type { Body, SpokenError } from "./described.ts";
import { firstWord, readObject } from "./read-json.ts";

/** Words by which a server's message says that it speaks of itself, and not for an application. */
const KINDS =
  /^(?:info|notice|notification|system|status|warn(?:ing)?|server|service|maintenance|shut ?down|disconnect(?:ed|ing)?|clos(?:e|ed|ing)|good ?bye|bye|kick(?:ed)?|terminat(?:e|ed|ing))$/i;
const MAX_LENGTH = 1_000;
const MAX_WORDS = 200;

/** What a server tells in JSON that is no error by its shape: `{"event": "info", "code": 20051, "msg": "Stopping"}`. */
export function readNotice(body: Body | null): SpokenError | null {
  if (typeof body !== "string" || body.length > MAX_LENGTH) return null;
  const fields = readObject(body);
  const kind =
    fields && firstWord(fields.event, fields.type, fields.kind, fields.op, fields.action);
  if (!fields || !kind || !KINDS.test(kind.replaceAll(/[_-]/g, " "))) return null;
  const message = firstWord(
    fields.msg,
    fields.message,
    fields.reason,
    fields.text,
    fields.description,
  );
  if (message === null || message.length > MAX_WORDS) return null;
  return { code: firstWord(fields.code), message, retryAfterMs: null };
}
