import { parseUrl } from "../../../protocol/parse-url.ts";
import type { Connection } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { quoteSafely } from "../../connection/facts.ts";
import { rememberPerConnection } from "../../remember.ts";

/** Another model answered than the one that was asked for, as gateways do that fall back. */
export const otherModel = defineCheck({
  name: "other-model",
  run: ({ connections }) => connections.flatMap((connection) => judge(connection, null) ?? []),
});

const MODEL = /"model(?:_?name|_?id)?"\s{0,4}:\s{0,4}"([\w./:@-]{2,100})"/i;
/** Phones, cars and tables have models as well: these are words of services that have language models. */
const OF_LANGUAGE =
  /"(?:messages|prompt|instructions|max_(?:output_|completion_)?tokens|choices|usage|modalities|provider|finish_reason|stop_reason)"|"(?:response|session|chat)\.[a-z]/;
const IN_URL = /(?:^|&)model=([^&]{2,100})/;
const MAX_READ = 4_096;

const judge = rememberPerConnection((connection: Connection): Draft | null => {
  const { first, last, url } = connection;
  const samples = [...first, ...last];
  const heard = samples.findLast(({ direction, body }) => direction === "receive" && modelIn(body));
  if (!heard) return null;
  const answered = modelIn(heard.body);
  const asked =
    samples
      .filter(({ direction, at }) => direction === "send" && at <= heard.at)
      .map(({ body }) => modelIn(body))
      .findLast((model) => model !== null) ??
    IN_URL.exec(parseUrl(url)?.query ?? "")?.[1] ??
    null;
  if (asked === null || answered === null || isSame(asked, answered)) return null;
  if (!samples.some(({ body }) => isOfLanguage(body))) return null;
  return draftFor(connection, {
    id: "error-payload",
    variant: "other-model",
    severity: "info",
    confidence: 0.8,
    facts: { asked: quoteSafely(asked), answered: quoteSafely(answered) },
    evidence: [
      ...figure("model-asked", quoteSafely(asked)),
      ...figure("model-answered", quoteSafely(answered), undefined, {
        at: heard.at,
        ref: { connectionId: connection.id, seq: heard.seq },
      }),
    ],
    since: heard.at,
    until: heard.at,
  });
});

const isOfLanguage = (body: string | Uint8Array): boolean =>
  typeof body === "string" && OF_LANGUAGE.test(body.slice(0, MAX_READ));

const modelIn = (body: string | Uint8Array): string | null =>
  typeof body === "string" ? (MODEL.exec(body.slice(0, MAX_READ))?.[1] ?? null) : null;

/** "openai/gpt-5" is answered by "gpt-5-2026-03-01": the maker's name and the date may differ. */
function isSame(asked: string, answered: string): boolean {
  const [a, b] = [bare(asked), bare(answered)];
  return a.startsWith(b) || b.startsWith(a) || /^(?:auto|default|router)$/.test(a);
}

const bare = (model: string): string =>
  decodeText(model)
    .toLowerCase()
    .split("/")
    .at(-1)
    ?.replace(/:\w{1,12}$/, "")
    .replaceAll(".", "-") ?? "";

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
