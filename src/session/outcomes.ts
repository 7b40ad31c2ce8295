/** What a JSON message says of the request before it, by its fields for machines. */

import { hasAny } from "../decoders/read-json.ts";

export type Outcome = {
  isError: boolean;
  isPiece: boolean;
  isDone: boolean;
  /** Asks for what happens from now on, which has no end. */
  isSubscription: boolean;
  truncatedBy: "byTokens" | "byFilter" | null;
  limit: { remaining: number; of: number; resetInMs: number | null } | null;
};

/** What most messages say. */
export const NOTHING: Outcome = {
  isError: false,
  isPiece: false,
  isDone: false,
  isSubscription: false,
  truncatedBy: null,
  limit: null,
};

type Fields = { [name: string]: unknown };
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const inside = (value: Fields, ...names: string[]): Fields => {
  for (const name of names) {
    const inner = value[name];
    if (isObject(inner)) return inner;
  }
  return {};
};

const KINDS = ["type", "event", "op", "kind", "status", "state", "action"];
const FAILED = /(?:^|[._:-])(?:error|errors|failed|failure|exception|rejected)$/i;
const PIECE = /(?:^|[._:-])(?:delta|chunk|partial|token|content_block_delta)$|append$/i;
const DONE =
  /(?:^|[._:-])(?:done|completed?|result|results|success|succeeded|response|finished|message_stop)$/i;
const SUBSCRIPTION = /(?:^|[._:-])(?:un)?sub(?:scribe|scription)?s?$/i;
/** Parts of an answer end before the answer does. */
const PART =
  /(?:content_part|content_block|output_item|output_text|audio|transcript|text|arguments|buffer)[._:-]/i;

/** "length" is what OpenAI's chat API calls it, Anthropic "max_tokens", Gemini "MAX_TOKENS". */
const BY_TOKENS = /^(?:length|max_(?:output_|completion_)?tokens)$/i;
const BY_FILTER =
  /^(?:content_filter|safety|refusal|recitation|prohibited_content|blocklist|spii)$/i;

/** Without one of these a message says nothing of a request. */
export const OUTCOME_FIELDS: ReadonlySet<string> = new Set([
  ...KINDS,
  "error",
  "errors",
  "success",
  "ok",
  "code",
  "result",
  "choices",
  "serverContent",
  "rate_limits",
  "response",
  "payload",
  "data",
  "message",
  "delta",
  "stop_reason",
  "method",
  "id",
]);

/**
 * The lists of Phoenix (`[join, ref, topic, event, payload]`), WAMP (8 is ERROR) and OCPP (4 is
 * CALLERROR), as an object that says the same.
 */
const WAMP_ASKS = new Set<unknown>([16, 48, 64]);
function readList(list: readonly unknown[]): unknown {
  const [head, id, , event, payload] = list;
  // OCPP's CALL, and WAMP's PUBLISH, SUBSCRIBE, CALL and REGISTER.
  if (head === 2 && list.length === 4 && typeof id === "string") return { type: "call" };
  if (typeof id === "number" && list.length >= 4 && WAMP_ASKS.has(head)) return { type: "call" };
  if (list.length === 5 && typeof event === "string" && isObject(payload)) {
    if (head === null || typeof head === "string") return { event, payload };
    if (head === 4 && typeof id === "string") return { type: "error" };
  }
  return head === 8 && list.length >= 5 && typeof id === "number" ? { type: "error" } : list;
}

export function readOutcome(given: unknown): Outcome {
  const value = Array.isArray(given) ? readList(given) : given;
  if (!isObject(value) || !hasAny(value, OUTCOME_FIELDS)) return NOTHING;
  const body = inside(value, "payload", "data", "response", "message");
  const response = inside(value, "response");
  const [choice] = Array.isArray(value.choices) ? (value.choices as unknown[]) : [];
  const content = inside(value, "serverContent");
  const kinds = KINDS.map((name) => value[name]).filter((word) => typeof word === "string");
  const isError = isFailed(value, kinds) || isFailed(body, [body.status]);
  const isPiece =
    kinds.some((kind) => PIECE.test(kind)) ||
    (isObject(choice) && isObject(choice.delta) && !choice.finish_reason) ||
    isObject(content.modelTurn);
  const isDone =
    kinds.some((kind) => DONE.test(kind) && !PART.test(kind)) ||
    "result" in value ||
    (isObject(choice) && typeof choice.finish_reason === "string") ||
    content.turnComplete === true;
  return {
    isError,
    isPiece,
    isDone,
    isSubscription: [...kinds, value.method, value.command, value.cmd].some(
      (kind) => typeof kind === "string" && SUBSCRIPTION.test(kind),
    ),
    truncatedBy: truncationOf([
      inside(response, "status_details").reason,
      inside(response, "incomplete_details").reason,
      isObject(choice) ? choice.finish_reason : null,
      inside(value, "delta").stop_reason,
      value.stop_reason,
      body.finish_reason,
      body.finishReason,
      content.finishReason,
    ]),
    limit: limitOf(value.rate_limits),
  };
}

const isSaid = (field: unknown): boolean =>
  (isObject(field) && Object.keys(field).length > 0) || (typeof field === "string" && field !== "");

function isFailed(value: Fields, kinds: readonly unknown[]): boolean {
  const { errors, code, status } = value;
  return (
    kinds.some((kind) => typeof kind === "string" && FAILED.test(kind)) ||
    isSaid(value.error) ||
    (Array.isArray(errors) && errors.length > 0) ||
    value.success === false ||
    value.ok === false ||
    [code, status].some((field) => typeof field === "number" && field >= 400 && field < 600)
  );
}

function truncationOf(reasons: readonly unknown[]): Outcome["truncatedBy"] {
  for (const reason of reasons) {
    if (typeof reason !== "string") continue;
    if (BY_TOKENS.test(reason)) return "byTokens";
    if (BY_FILTER.test(reason)) return "byFilter";
  }
  return null;
}

/** OpenAI's `rate_limits.updated`: of several the one that is used up most. */
function limitOf(limits: unknown): Outcome["limit"] {
  if (!Array.isArray(limits)) return null;
  let lowest: Outcome["limit"] = null;
  for (const limit of limits.slice(0, 8) as unknown[]) {
    if (!isObject(limit)) continue;
    const { remaining, limit: of, reset_seconds: seconds } = limit;
    if (typeof remaining !== "number" || typeof of !== "number" || !(of > 0)) continue;
    if (lowest && remaining / of >= lowest.remaining / lowest.of) continue;
    lowest = { remaining, of, resetInMs: typeof seconds === "number" ? seconds * 1_000 : null };
  }
  return lowest;
}
