import type { SpokenError } from "../../decoders/index.ts";

/** What an error in a message is about. */
export type ErrorAbout = "auth" | "rate" | "quota" | "context" | "overloaded" | "other";

type Rule = { about: ErrorAbout; code: RegExp; message: RegExp };

/**
 * In this order: a rate limit is often told in tokens and quotas, and a quota in the words of a
 * rate limit. Sources: OpenAI's and Anthropic's error codes, gRPC and HTTP statuses,
 * openclaw/openclaw:packages/gateway-protocol/src/connect-error-details.ts,
 * supabase/realtime:ERROR_CODES.md, ably/ably-common:errors/codes.
 */
const RULES: Rule[] = [
  {
    about: "context",
    code: /context.?(length|window)|max.?tokens|too.?many.?tokens|token.?limit|string_above_max_length|prompt_too_long/i,
    message:
      /context (length|window)|maximum context|prompt is too long|input is too long|too many (input |prompt )?tokens(?!.{0,40} per )|max(imum)?[ _](number of )?tokens[ _](reached|exceeded)|(?<!(daily|weekly|monthly|account|plan) )token limit(?! per)/i,
  },
  {
    about: "rate",
    // -32005 is "limit exceeded" by Ethereum's EIP-1474; no other use is in common.
    code: /rate.?limit|too.?many.?requests|throttl|^4?429$|^429\d\d$|^-32005$|^1(?:50|59)$/i,
    message:
      /rate.?limit|too many (requests|messages|connections|attempts|failed)|throttl|slow down|message rate too high|connection rate exceeded|tokens per (second|minute|hour|day)/i,
  },
  {
    about: "quota",
    code: /quota|billing|credit|insufficient.?(funds|balance)|payment|^402$|usage.?limit|^151$/i,
    message:
      /\bquota\b|billing|out of credit|credit balance|insufficient (funds|credits?|balance)|payment required|plan limit|usage limit|(daily|weekly|monthly|account|plan) token limit|token (budget|allowance)|out of tokens|no tokens left/i,
  },
  {
    about: "auth",
    code: /unauth|forbidden|invalid.?(api.?)?(key|token|jwt|credential)|malformed.?jwt|(token|jwt).?expired|authentication|authorization|^auth_|_auth_|permission|access.?denied|missing_scope|pairing|not_paired|device_identity|origin_not_allowed|^44?0[13]$|^401\d\d$|^13[45]$/i,
    message:
      /unauthori[sz]ed|unauthenticated|forbidden|not (authori[sz]ed|authenticated|logged in|allowed to)|authentication (failed|required|error)|(invalid|incorrect|expired|missing|bad) (api.?key|token|jwt|credentials?|signature|user ?name|password)|(token|jwt|log ?in session) ?(has |is )?(expired|invalid|revoked)|access denied|permission denied|log ?in (required|again)|sign in again|pairing required/i,
  },
  {
    about: "overloaded",
    code: /overloaded|unavailable|over.?capacity|^503$|^13[67]$/i,
    message: /overloaded|over capacity|temporarily unavailable|server (busy|unavailable)/i,
  },
];

/**
 * The code decides before the message: it was chosen for machines. A session that expired may be a
 * login, or one that a service lets last only so long: that is for the message to say.
 */
export function classifyError({ code, message }: SpokenError): ErrorAbout {
  const byCode = code === null ? undefined : RULES.find((rule) => rule.code.test(code));
  if (byCode) return byCode.about;
  return RULES.find((rule) => rule.message.test(message))?.about ?? "other";
}
