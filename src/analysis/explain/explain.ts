import { SERVICE_ROWS, type ServiceName } from "../../services/services.ts";
import type { FindingId } from "../finding.ts";
import { isFindingId } from "../findings.ts";
import { describeFinding, describeKind } from "../handbook/describe-finding.ts";
import type { HandshakeVerdict } from "../knowledge/browser-words/verdict.ts";
import { judgeError, judgeStatus } from "../knowledge/handshake-errors.ts";
import { explainCloseCode, explainServices } from "./explain-code.ts";
import type { Explanation } from "./explanation.ts";

export const SERVICE_NAMES: readonly ServiceName[] = SERVICE_ROWS.map(([name]) => name);

/**
 * Those in the tables whom a name means: the one that is called so, else all of which it is a part,
 * such as "discord" or "graphql-ws" of "graphql-transport-ws".
 */
export function servicesNamed(name: string): ServiceName[] {
  const words = wordsIn(name);
  const exact = SERVICE_NAMES.find((known) => wordsIn(known).join("") === words.join(""));
  if (exact) return [exact];
  if (words.length === 0) return [];
  return SERVICE_NAMES.filter((known) => {
    const parts = wordsIn(known);
    return words.every((word) => parts.includes(word));
  });
}

const wordsIn = (name: string): string[] => name.toLowerCase().match(/[a-z\d]+/g) ?? [];

/** Longer is no name and no sentence of a browser. */
const MAX_ASKED = 1_000;

/**
 * What is known of a close code ("1006"), an HTTP status that a handshake was answered with ("403"),
 * a finding ("idle-timeout"), a service ("slack"), or what a browser says of a failed handshake
 * ("net::ERR_CONNECTION_REFUSED", or the whole sentence). Null where it is none of these.
 */
export function explain(asked: string, services: readonly ServiceName[] = []): Explanation | null {
  const word = asked.trim();
  if (word === "" || word.length > MAX_ASKED) return null;
  if (/^\d{1,5}$/.test(word)) return explainNumber(Number(word), services);
  const id = word.toLowerCase();
  if (isFindingId(id)) return explainFinding(id);
  const verdict = judgeError(word);
  if (verdict) return explainVerdict(asked, "browser-error", word, verdict);
  const named = servicesNamed(word);
  return named.length > 0 ? explainServices(asked, named) : null;
}

/** Three digits are a status of HTTP, as no close code has less than four. */
function explainNumber(number: number, services: readonly ServiceName[]): Explanation | null {
  if (number > MAX_CODE) return null;
  if (number < 100 || number > 599) return explainCloseCode(number, services);
  const verdict = judgeStatus(number);
  if (verdict) return explainVerdict(String(number), "http-status", `HTTP ${number}`, verdict);
  return {
    asked: String(number),
    kind: "http-status",
    title: `HTTP ${number}`,
    finding: null,
    variant: null,
    close: null,
    uses: [],
    blocks: [{ is: "text", text: "The handshake succeeded: the connection was switched over." }],
  };
}

/** What two bytes hold. */
const MAX_CODE = 65_535;

function explainFinding(id: FindingId): Explanation {
  const { title, blocks } = describeFinding(id);
  return { ...NO_CODE, asked: id, kind: "finding", title: `${id}: ${title}`, finding: id, blocks };
}

const NO_CODE = { variant: null, close: null, uses: [] };

function explainVerdict(
  asked: string,
  kind: "http-status" | "browser-error",
  name: string,
  { id, variant, status }: HandshakeVerdict,
): Explanation {
  const facts: Record<string, string> = status === undefined ? {} : { status: String(status) };
  const { title, blocks } = describeKind(id, variant, facts);
  return {
    ...NO_CODE,
    asked,
    kind,
    title: `${name}: ${title}`,
    finding: id,
    variant: variant ?? null,
    blocks,
  };
}
