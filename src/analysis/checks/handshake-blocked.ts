import { defineCheck, eachEnded, explainEnd } from "../check.ts";
import { figure, isOpened } from "../connection/evidence.ts";
import { quote } from "../connection/facts.ts";
import { eachConstructorError } from "./invalid-url.ts";

/** A `securitypolicyviolation` names the very URL. */
const SURE = 0.98;

/** The page's content security policy forbade it, or the constructor threw a SecurityError. */
export const handshakeBlocked = defineCheck({
  name: "handshake-blocked",
  run: (context) => [...byPolicy(context), ...bySecurityError(context)],
});

const byPolicy = eachEnded((connection) => {
  const { csp } = connection;
  if (csp === null || isOpened(connection)) return null;
  const directive = quote(csp.directive) || "connect-src";
  return explainEnd(connection, {
    id: "handshake-blocked",
    variant: "csp",
    severity: "error",
    confidence: SURE,
    evidence: figure("directive", directive, undefined, { at: csp.at }),
  });
});

/** WebKit says of a policy's refusal as well that the operation is insecure; a wss:// URL is never mixed content. */
const bySecurityError = eachConstructorError(
  "SecurityError",
  "handshake-blocked",
  ({ message, url }) =>
    /address is not allowed|(?:local|private) network/i.test(message)
      ? "local-network"
      : /content security policy/i.test(message)
        ? "csp"
        : /^(?:wss|https):/i.test(url?.trim() ?? "")
          ? "policy-thrown"
          : /insecure|mixed content|over HTTPS/i.test(message)
            ? "mixed-content"
            : "security-error",
);
