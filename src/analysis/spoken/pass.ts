/** What is shown to be let in, and what is wrong with it: parts of the rules on credentials. */

/** What a client shows to be let in. Alone a key is one of an object as well. */
export const PASS =
  "(?:api ?keys?|app(?:lication)? ?keys?|(?:access|auth|bearer|session|refresh|id|security|reconnection|license|stream|subscription|server|secret|client|agent|app|ably|oauth2?|chat|join|user|service|csrf|authentication|authorization) (?:api ?)?(?:keys?|tokens?|secrets?)|tokens?|jwts?|credentials?|signatures?|pass ?words?|pass ?codes?|pass ?phrases?|pin|secret(?: key)?|user ?name(?: or password)?|authori[sz]ation(?: headers?)?|auth(?:entication)?(?: headers?| parameters?| data| cookies?| claims?)?|session cookies?|cookies?|certificates?|log ?in|origins?|permissions?|tickets?|nonces?|proofs?|sasl)";
export const BAD =
  "(?:invalid|incorrect|wrong|bad|unknown|unrecogni[sz]ed|missing|revoked|expired|stale|malformed|mismatch(?:e[sd])?|mis-?matched|rejected|refused|denied|required|needed|disabled|unsuccessful|fails?|failed|failure|failing|insufficient|incompatible|inv[aá]lid[oa]|inv[aá]lido|inactive|not (?:valid|found|provided|accepted|recogni[sz]ed|authori[sz]ed|supplied|set|present|sent|correct|allowed|matched|match|included)|no longer (?:valid|active)|(?:does|did|do) not match|has not been provided|absent|violation|error|blocked|unsupported)";
