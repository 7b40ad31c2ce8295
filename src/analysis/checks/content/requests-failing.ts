import { readJson, readProvider } from "../../../decoders/index.ts";
import type { Connection } from "../../../session/session.ts";
import { EXCHANGE_KINDS } from "../../../session/traffic.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { readConversation, type Spoken } from "../../connection/conversation.ts";
import { figure } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { readError, type Topic } from "../../spoken/read-spoken.ts";
import { errorEvidence, placeOf, sayError } from "./say.ts";

/** One or two requests may be wrong by themselves. */
export const MIN_FAILED = 3;
/** Most of them: more than now and then. */
export const MOST = 0.6;
/** Where nothing is known to be a good answer, it takes more. */
export const MIN_FAILED_ALONE = 5;

/** Most of the recent requests on a connection are answered by errors. */
export const requestsFailing = defineCheck({
  name: "requests-failing",
  run: ({ connections }) => connections.flatMap(judge),
});

/** A subscription that is refused is refused at once; what fails later is what it tells of. */
const REFUSED_WITHIN_MS = 10_000;

type Outcomes = {
  failed: number;
  answered: number;
  asked: number;
  /** Failures that came right after a subscription, one for each. */
  refused: number;
  since: number;
};

function judge(connection: Connection): Draft[] {
  const outcomes = outcomesOf(connection);
  if (connection.open === null || !outcomes) return [];
  const { failed, answered, since } = outcomes;
  const { message, kind } = commonestError(connection);
  // That a job failed is no error of a subscription to it: an error says so in words.
  if (!areMost(outcomes, message?.error ? outcomes.refused : 0)) return [];
  const provider = message ? readProvider(parsed(message)) : null;
  return [
    draftFor(connection, {
      id: "requests-failing",
      ...(kind === "unknown" ? {} : { variant: kind }),
      severity: "error",
      confidence: 0.9,
      facts: {
        failed: String(failed),
        all: String(failed + answered),
        said: message?.error ? `: “${sayError(message.error)}”` : "",
        provider: provider?.name
          ? `The error names ${quoteSafely(provider.name)} as its source.`
          : "",
        raw: provider?.raw ? `Its own words: “${quoteSafely(provider.raw)}”.` : "",
      },
      evidence: [
        ...figure("requests-failed", failed, undefined, { at: since }),
        ...figure("requests-answered", answered),
        ...figure("provider", provider?.name ? quoteSafely(provider.name) : null),
        ...figure("provider-words", provider?.raw ? quoteSafely(provider.raw) : null),
        ...(message?.error ? errorEvidence(connection, message, message.error) : []),
        ...figure(
          "message-kind",
          message?.kind,
          undefined,
          message ? placeOf(connection, message) : undefined,
        ),
      ],
      since,
      until: connection.end?.at ?? null,
    }),
  ];
}

/** From the latest good answer on where the newest outcome is a failure; null where it is not. */
function outcomesOf({ traffic }: Connection): Outcomes | null {
  const { recent } = traffic.exchanges;
  const of = (kind: number) => recent.filter(({ outcome }) => outcome === kind);
  const failed = of(EXCHANGE_KINDS.failed);
  const answered = of(EXCHANGE_KINDS.answered);
  const [first] = failed;
  const newest = recent.findLast((one) => failed.includes(one) || answered.includes(one));
  if (!first || newest?.outcome !== EXCHANGE_KINDS.failed) return null;
  return {
    failed: failed.length,
    answered: answered.length,
    asked: of(EXCHANGE_KINDS.asked).length,
    refused: countRefused(recent),
    since: first.at,
  };
}

function countRefused(recent: Connection["traffic"]["exchanges"]["recent"]): number {
  let refused = 0;
  let waiting: number[] = [];
  for (const { outcome, at } of recent) {
    if (outcome === EXCHANGE_KINDS.subscribed) waiting.push(at);
    if (outcome !== EXCHANGE_KINDS.failed) continue;
    waiting = waiting.filter((since) => at - since <= REFUSED_WITHIN_MS);
    if (waiting.shift() !== undefined) refused++;
  }
  return refused;
}

function areMost({ failed, answered, asked: plain }: Outcomes, refused: number): boolean {
  const asked = plain + refused;
  // What a server reports without being asked is about no request.
  if (failed < MIN_FAILED || asked * 2 < failed) return false;
  if (answered === 0 && asked > failed && failed < MIN_FAILED_ALONE) return false;
  return failed >= (failed + answered) * MOST;
}

/** Of the kind that most of the errors are of, as far as their words are there; the newest of it. */
function commonestError(connection: Connection): { message: Spoken | undefined; kind: Class } {
  const byKind = new Map<Class, Spoken[]>();
  for (const message of readConversation(connection).messages) {
    const { direction, error } = message;
    if (direction !== "receive" || error === undefined) continue;
    const kind = classOf(readError(error)?.topic ?? null);
    byKind.set(kind, [...(byKind.get(kind) ?? []), message]);
  }
  const [kind = "unknown", messages = []] =
    [...byKind].sort(
      ([, a], [, b]) => b.length - a.length || (b.at(-1)?.at ?? 0) - (a.at(-1)?.at ?? 0),
    )[0] ?? [];
  return { message: messages.at(-1), kind };
}

const parsed = ({ body }: Spoken): unknown =>
  typeof body === "string" ? readJson(body) : undefined;

type Class = "upstream" | "rate" | "quota" | "credentials" | "moderation" | "invalid" | "unknown";

const CLASSES: Partial<Record<Topic, Class>> = {
  upstream: "upstream",
  overloaded: "upstream",
  server: "upstream",
  timeout: "upstream",
  rate: "rate",
  connections: "rate",
  quota: "quota",
  credentials: "credentials",
  policy: "moderation",
  context: "invalid",
  invalid: "invalid",
  format: "invalid",
  size: "invalid",
  "not-found": "invalid",
  version: "invalid",
};

const classOf = (topic: Topic | null): Class => (topic && CLASSES[topic]) || "unknown";
