import { classifyError } from "./classify-error.ts";
import { spaceNames } from "./space-names.ts";

/** What a close reason, or a documented meaning, is about. */
export type ReasonAbout = "auth" | "rate" | "connections" | "quota" | "context";

/** Parsers call what they stumble over a token, and what they want more of an end. */
const PARSE_WORDS =
  /\b(?:unexpected token|unexpected end|syntax ?error|pars(?:e|ing|er) ?error|in JSON)\b/i;

/** Whole words: an author, a tokenizer and an authoritative server are no credentials. */
const AUTH_WORDS =
  /\b(?:o?auth[nz]?|(?<!already )(?:re)?authenticat\w+|authori[sz]\w+|unauth\w*|forbidden|credentials?|jwt|api ?keys?|access denied|(?:access|keys?|session|certificate) (?:(?:has|is|was|been) )*revoked|pairing|bad signature|session (?:(?:has|is|was) )?expired)\b/i;
const LOGIN_WORDS =
  /\bnot logged in\b|\b(?:please|must|to|first) log ?in\b|\blog ?in (?:session|required|needed|failed|first|again|expired)\b/i;
/** Frames, types and commands are "not allowed" as well. */
const PERMISSION_WORDS =
  /\b(?:permissions? (?:denied|missing|required)|(?:no|insufficient|missing|lacks?|without) permissions?|(?:origin|you are|user is|client is) not allowed|not allowed to (?:access|connect|join|subscribe))\b|^not allowed[.!]?$/i;
/** Models, parsers and rate limits count in tokens too: only one that is wrong is a credential. */
const BAD_TOKEN =
  /\b(?:invalid|expired?|missing|revoked|mismatch(?:ed)?|bad|wrong|incorrect|malformed|unknown|rejected|refused|required|stale|no|renew|refresh) (?:\w+ )?token\b(?! type)/i;
const TOKEN_IS_BAD =
  /\btoken (?:(?:is|has|was|been|already) )*(?:invalid|expired?|missing|revoked|mismatch(?:ed)?|bad|wrong|incorrect|malformed|unknown|rejected|refused|required|stale|not (?:found|provided|recogni[sz]ed|valid))\b/i;

const CONNECTION_WORDS =
  /too many (?:\w+ )?connections|connections? limit|(?:limit|max(?:imum)?)(?: number)?(?: of)? (?:\w+ )?connections/i;
const RATE_WORDS =
  /token bucket|rate.?limit|too many (requests|messages)|too fast|throttl|over message rate|slow down/i;

/** Null: neither credentials nor limits. */
export function classifyReason(words: string): ReasonAbout | null {
  if (PARSE_WORDS.test(words)) return null;
  const spaced = spaceNames(words);
  if (CONNECTION_WORDS.test(spaced)) return "connections";
  const limit = classifyError({ code: null, message: words, retryAfterMs: null });
  if (limit === "quota" || limit === "context") return limit;
  if (limit === "rate" || RATE_WORDS.test(words)) return "rate";
  const isAuth = [AUTH_WORDS, LOGIN_WORDS, PERMISSION_WORDS, BAD_TOKEN, TOKEN_IS_BAD].some(
    (pattern) => pattern.test(spaced),
  );
  return isAuth ? "auth" : null;
}
