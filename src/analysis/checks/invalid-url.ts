import { parseUrl } from "../../protocol/parse-url.ts";
import { endpointOf } from "../../session/endpoint.ts";
import type { ConstructorError } from "../../session/session.ts";
import { readPlace } from "../../words/stack-place.ts";
import { type Check, type Draft, defineCheck } from "../check.ts";
import { figure } from "../connection/evidence.ts";
import { quote, quoteSafely } from "../connection/facts.ts";
import { readOddUrl, readUnfilled } from "../connection/odd-address.ts";
import { createMemory } from "../remember.ts";
import type { VariantOf } from "../texts/facts-of.ts";

/** The constructor threw a SyntaxError: a URL or a subprotocol that no browser takes. */
export const invalidUrl = defineCheck({
  name: "invalid-url",
  run: eachConstructorError("SyntaxError", "invalid-url", ({ message }) =>
    /subprotocol/i.test(message) ? "subprotocol" : undefined,
  ),
});

type Thrown = "invalid-url" | "handshake-blocked";

/** What the constructor threw under a name. */
export function eachConstructorError<Id extends Thrown>(
  name: string,
  id: Id,
  variantOf: (error: ConstructorError) => VariantOf<Id> | undefined,
): Check["run"] {
  const remember = createMemory<ConstructorError, Draft>();
  return (context) => {
    const { session, page } = context;
    const { constructorErrors, documents } = session;
    return constructorErrors
      .filter((error) => error.name === name)
      .map((error) => {
        const owner = documents.get(error.documentId);
        const isCurrent = owner === undefined || owner.page === session.page;
        return remember(error, `${isCurrent} ${page.id} ${page.url}`, () => ({
          ...describe(error, id, variantOf(error)),
          subject: page,
          until: isCurrent ? null : error.at,
        }));
      });
  };
}

/** No connection came of it, so the finding is about the page. */
function describe(
  error: ConstructorError,
  id: Thrown,
  variant: VariantOf<Thrown> | undefined,
): Omit<Draft<Thrown>, "subject" | "until"> {
  const url = error.url === null ? "" : endpointOf(error.url);
  return {
    id,
    severity: "error",
    explains: false,
    confidence: 1,
    causes: [
      variant === "subprotocol" ? readOddSubprotocol(error.message) : null,
      readOddUrl(error.url ?? error.message),
    ].filter((cause) => cause !== null),
    ...(variant === undefined ? {} : { variant }),
    facts: {
      url: quote(url) || "an unknown address",
      hostPort: quote(parseUrl(url)?.hostPort ?? url) || "an unknown host",
      host: quote(parseUrl(url)?.host ?? url) || "an unknown host",
      error: quoteSafely(error.message) || "no words",
    },
    evidence: [
      ...figure("exception", quoteSafely(`${error.name}: ${error.message}`), undefined, {
        at: error.at,
      }),
      ...figure("thrown-at", callSite(error.stack)),
    ],
    since: error.at,
  };
}

/** A browser's constructor takes no options, unlike that of the library ws: what is passed in their place becomes a name. */
const readOddSubprotocol = (message: string): string | null =>
  /\[object Object\]/.test(message)
    ? "An object was passed where the constructor takes subprotocols, such as options with headers: a browser sends no headers of the page's own with a handshake, so a token belongs into a subprotocol, a cookie, the address or the first message."
    : /subprotocol ''|subprotocol ""/i.test(message)
      ? "The subprotocol is an empty text, as where a variable has no value: leave the argument out, or pass an empty list, where none is meant."
      : readUnfilled(message, "subprotocol");

/** The first line of a stack that names a place in a file. */
export function callSite(stack: string | null): string | null {
  const line = stack?.split("\n").find((candidate) => readPlace(candidate) !== null);
  return line === undefined ? null : quote(line.trim().replace(/^at /, ""));
}
