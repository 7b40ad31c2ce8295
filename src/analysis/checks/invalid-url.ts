import { endpointOf, parseUrl } from "../../session/endpoint.ts";
import type { ConstructorError } from "../../session/session.ts";
import { readPlace } from "../../words/stack-place.ts";
import { type Context, type Draft, defineCheck } from "../check.ts";
import { figure } from "../connection/evidence.ts";
import { quote, quoteSafely } from "../connection/facts.ts";
import type { FindingId } from "../finding.ts";

/** The constructor threw a SyntaxError: a URL or a subprotocol that no browser takes. */
export const invalidUrl = defineCheck({
  name: "invalid-url",
  run: (context) =>
    context.session.constructorErrors
      .filter(({ name }) => name === "SyntaxError")
      .map((error) =>
        constructorDraft(
          context,
          error,
          "invalid-url",
          /subprotocol/i.test(error.message) ? "subprotocol" : undefined,
        ),
      ),
});

/** No connection came of it, so the finding is about the page. */
export function constructorDraft(
  { session, page }: Context,
  error: ConstructorError,
  id: FindingId,
  variant: string | undefined,
): Draft {
  const url = error.url === null ? "" : endpointOf(error.url);
  const owner = session.documents.get(error.documentId);
  const isCurrent = owner === undefined || owner.page === session.page;
  return {
    id,
    subject: page,
    severity: "error",
    explains: false,
    confidence: 1,
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
      ...figure("thrown at", callSite(error.stack)),
    ],
    since: error.at,
    until: isCurrent ? null : error.at,
  };
}

/** The first line of a stack that names a place in a file. */
export function callSite(stack: string | null): string | null {
  const line = stack?.split("\n").find((candidate) => readPlace(candidate) !== null);
  return line === undefined ? null : quote(line.trim().replace(/^at /, ""));
}
