import type { SpokenError } from "./described.ts";
import { firstWord, isObject, type JsonObject } from "./read-json.ts";

const MAX_FIELDS = 24;
const MAX_WORD = 64;

/** Names of fields that say what a message is, or how something went. */
const KINDS =
  /^(?:type|event|kind|action|op|cmd|command|method|msg|t|e|ev|status|state|result|outcome|code|reason|name|errorCode|error_code)$/;
const SUBJECT =
  "(?:re)?auth(?:n|z|entication|orization|enticate|orize)?|log ?in|logon|sign ?in|credentials?|tokens?|jwt|api ?key|access|permissions?|session|listen ?key|(?:event|user(?: data)?) ?stream|password|identify|hand ?shake|pairing|rate|quota|connection limit|id|identity";
const OUTCOME =
  "fail(?:ed|ure|s)?|invalid(?:ated)?|denied|reject(?:ed|ion)?|refused|err(?:or)?|expired|revoked|incorrect|wrong|missing|unsuccessful|exceeded|limited|mismatch|taken|conflict|timed? ?out|terminated|ko|nok";
const PATTERN = `\\b(?:${SUBJECT}) (?:(?!ok\\b|success)\\w+ )?(?:${OUTCOME})\\b|\\b(?:${OUTCOME}) (?:${SUBJECT})\\b|\\b(?:unauthori[sz]ed|unauthenticated|forbidden|not (?:authori[sz]ed|authenticated|logged in)|too many (?:requests|connections|attempts)|rate limit|throttled|banned|max(?:imum)? (?:number of )?connections|connection limit)\\b`;
const REFUSED = new RegExp(PATTERN);

/** Text that somebody wrote for somebody else: a chat that speaks of a refusal is none. */
const PROSE = /^(?:text|content|body|comment|title|label|message|description)$/;

const spaced = (name: string): string =>
  name
    .replaceAll(/[a-z](?=[A-Z])/g, "$& ")
    .replaceAll(/[_:./-]+/g, " ")
    .toLowerCase();

/**
 * A message that is no error by its shape, and by one of its words for machines is a refusal:
 * `{"type": "auth_failed"}`, `{"auth": "fail"}`, `{"action": "login", "result": "denied"}`.
 */
export function readRefusal(value: JsonObject): SpokenError | null {
  const kinds: string[] = [];
  const pairs: string[] = [];
  for (const [name, field] of Object.entries(value).slice(0, MAX_FIELDS)) {
    if (typeof field !== "string" || field.length > MAX_WORD || PROSE.test(name)) continue;
    if (KINDS.test(name)) kinds.push(field);
    else if (!field.includes(" ")) pairs.push(`${name} ${field}`);
  }
  const refusal = [...kinds, kinds.join(" "), ...pairs].find((word) => REFUSED.test(spaced(word)));
  if (refusal === undefined) return null;
  const words = firstWord(value.message, value.reason, value.msg, value.text, value.description);
  const inner = isObject(value.payload)
    ? firstWord(value.payload.message, value.payload.msg)
    : null;
  return { code: refusal, message: words ?? inner ?? spaced(refusal), retryAfterMs: null };
}
