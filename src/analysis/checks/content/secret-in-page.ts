import { providerKeys } from "../../../secrets/provider-keys.ts";
import type { Connection } from "../../../session/session.ts";
import { listOf } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { rememberPerConnection } from "../../remember.ts";
import { type SeriesGroup, seriesSubject } from "../../series/series.ts";

/** A provider's secret key that the page itself holds, where every visitor can read it. */
export const secretInPage = defineCheck({
  name: "secret-in-page",
  run: ({ series }) => series.map(judge).filter((draft) => draft !== null),
});

type Held = { of: string; where: string };

/** Of one endpoint one connection is enough. */
function judge(group: SeriesGroup): Draft | null {
  for (const connection of group.connections) {
    const held = heldBy(connection, null);
    if (held.length > 0) return describe(group, connection, held);
  }
  return null;
}

/**
 * Keys of Firebase, Maps and YouTube begin as Gemini's do, and are made to stand in pages
 * (firebase.google.com/docs/projects/api-keys): only what goes to Gemini is a secret for certain.
 */
const TO_GEMINI = /gemini|generativelanguage|aiplatform|bidi_?generate|^\{"setup":/i;

const heldBy = rememberPerConnection((connection: Connection): Held[] => {
  const { protocols, open, first, url } = connection;
  const offered = [...new Set([...(protocols ?? []), open?.protocol ?? ""])];
  const said = first.flatMap(({ direction, body }) =>
    direction === "send" && typeof body === "string" ? [body] : [],
  );
  const isSecret = ({ of }: Held) =>
    of !== "Google" || TO_GEMINI.test(url) || said.some((body) => TO_GEMINI.test(body));
  return [
    ...providerKeys(offered.join(" ")).map((of) => ({ of, where: "a subprotocol" })),
    ...said.flatMap(providerKeys).map((of) => ({ of, where: "one of the first messages" })),
  ].filter(isSecret);
});

function describe(group: SeriesGroup, connection: Connection, held: Held[]): Draft {
  const owners = [...new Set(held.map(({ of }) => of))];
  const places = [...new Set(held.map(({ where }) => where))];
  return {
    id: "secret-in-page",
    subject: seriesSubject(group),
    connection,
    severity: "warning",
    explains: false,
    confidence: 0.9,
    facts: { owner: listOf(owners), where: listOf(places) },
    evidence: held
      .slice(0, 4)
      .flatMap(({ of, where }) => figure("provider-key-in", where, undefined, { of })),
    since: connection.createdAt,
  };
}
