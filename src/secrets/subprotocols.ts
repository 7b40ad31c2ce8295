/** What pages smuggle through subprotocols because a browser lets them set no header. */
import { judgeName } from "./known/names.ts";
import { shapeAt } from "./known/shapes.ts";
import { looksLikeToken, maskSecret } from "./secrets.ts";

/** A word that announces a credential in the subprotocol after it, or in the rest of its own. */
const ANNOUNCES =
  /^(?:(?:base64url\.)?bearer(?:\.authorization\.k8s\.io)?|authorization|auth|access[_-]?token|token|jwt|api[_-]?key|openai-insecure-api-key|session|sid|ticket|password|secret)(?:$|[.\-_:|=~])/i;
const SHORTEST = 6;

/** `secretFrom`: from which character on it is secret; null where nothing of it is. */
export type Subprotocol = { protocol: string; secretFrom: number | null };

export const secretSubprotocols = (offered: readonly string[]): Subprotocol[] =>
  offered.map((protocol, i) => ({ protocol, secretFrom: secretFrom(protocol, offered[i - 1]) }));

function secretFrom(protocol: string, before: string | undefined): number | null {
  const carried = ANNOUNCES.exec(protocol.slice(0, 64))?.[0].length ?? 0;
  if (carried > 0 && protocol.length - carried >= SHORTEST) return carried;
  if (before !== undefined && isAnnouncedBy(before)) return 0;
  const shaped = shapeAt(protocol, 0, protocol.length);
  if (shaped) return shaped.from;
  return looksLikeToken(protocol.slice(0, MAX_JUDGED)) ? 0 : null;
}

/** One that carries a credential itself announces none. */
function isAnnouncedBy(before: string): boolean {
  const announces = ANNOUNCES.exec(before.slice(0, 64))?.[0].length;
  return announces === undefined ? judgeName(before) === "secret" : announces === before.length;
}

const MAX_JUDGED = 4_096;

/** For what is shown; a file tells the secrets in it apart, see `createMasker`. */
export const maskSubprotocols = (offered: readonly string[]): string[] =>
  secretSubprotocols(offered).map(({ protocol, secretFrom: from }) =>
    from === null ? protocol : protocol.slice(0, from) + maskSecret(protocol.slice(from)),
  );
