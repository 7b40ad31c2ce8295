import type { SpokenError } from "./described.ts";
import { readNamedError } from "./named-errors.ts";
import { readCallError, readOwnShape } from "./own-shapes.ts";
import { firstWord, isObject, type JsonObject, readObject } from "./read-json.ts";
import { readRefusal } from "./refusals.ts";

const MAX_MESSAGE = 500;
const MAX_CODE = 100;
/** Errors are small; what has more fields is something else with one in it. */
const MAX_FIELDS = 48;
const MAX_DEPTH = 3;

/** The fields of an object by their names as everybody writes them: "ErrorCode", "error_code". */
type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(value: JsonObject): Fields {
  const fields = new Map<string, unknown>();
  for (const [name, field] of Object.entries(value).slice(0, MAX_FIELDS)) {
    const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
    if (!fields.has(plain)) fields.set(plain, field);
  }
  return fields;
}

const pick = (fields: Fields, names: readonly string[]): unknown[] =>
  names.map((name) => fields.get(name));

const CODES = [
  "code",
  "errorcode",
  "errcode",
  "errortype",
  "errtype",
  "error",
  "status",
  "statuscode",
  "retcode",
  "type",
  "kind",
  "name",
];
const MESSAGES = [
  "message",
  "reason",
  "msg",
  "description",
  "errordescription",
  "errormessage",
  "detail",
  "errormsg",
  "errmsg",
  "retmsg",
  "statusmessage",
  "error",
  "err",
  "text",
  "info",
  "cause",
  "title",
];

const MS_FIELDS = ["retryafterms", "timetoreset", "backoffms", "minbackoffms", "retryinms"];
const S_FIELDS = [
  "retryafter",
  "retryafterseconds",
  "retryafters",
  "retrydelay",
  "retryin",
  "waitseconds",
];

/** Seconds where the name says nothing of milliseconds, as in the header of that name. */
function readRetryAfter(fields: Fields): number | null {
  const ms = pick(fields, MS_FIELDS).find((field) => typeof field === "number" && field >= 0);
  if (typeof ms === "number") return ms;
  for (const field of pick(fields, S_FIELDS)) {
    // Google writes "34s".
    const seconds =
      typeof field === "string" && /^[\d.]{1,12}s?$/.test(field) ? parseFloat(field) : field;
    if (typeof seconds === "number" && seconds >= 0) return seconds * 1_000;
  }
  return null;
}

/** Where more exact words stand inside an error: GraphQL's extensions, gRPC's and Google's details. */
const INNER = ["details", "extensions", "data"];

/** An error object, whatever names it gives to its parts. Null where it says nothing. */
export function readErrorObject(value: unknown): SpokenError | null {
  if (typeof value === "string" && value !== "") {
    const inner = value.startsWith("{") ? readObject(value) : null;
    const read = inner && readErrorObject(inner);
    return read ?? { code: null, message: value.slice(0, MAX_MESSAGE), retryAfterMs: null };
  }
  if (Array.isArray(value)) {
    const first = value.find((item) => isObject(item) || (typeof item === "string" && item !== ""));
    return first === undefined ? null : readErrorObject(first);
  }
  if (!isObject(value)) return null;
  const fields = fieldsOf(value);
  const inner = pick(fields, INNER)
    .flatMap((field) => (Array.isArray(field) ? field.slice(0, 4) : [field]))
    .filter(isObject)
    .map(fieldsOf);
  const code = firstWord(...inner.map((each) => each.get("code")), ...pick(fields, CODES));
  const message = firstWord(...pick(fields, MESSAGES));
  if (code === null && message === null) return null;
  return {
    code: code?.slice(0, MAX_CODE) ?? null,
    message: (message ?? code ?? "").slice(0, MAX_MESSAGE),
    retryAfterMs: [fields, ...inner].map(readRetryAfter).find((ms) => ms !== null) ?? null,
  };
}

const ERROR_TYPES = /^(?:[\w.:-]*[.:_-])?(?:error|exception|connect_error|fault|err)$/i;
const isErrorWord = (value: unknown): boolean =>
  typeof value === "string" && value.length < 64 && ERROR_TYPES.test(value);

const PLAIN = /^(?:error|err|exception|fault)$/i;

const ERRORS = ["error", "err", "exception", "fault"];
const KINDS = ["type", "event", "kind", "status", "action", "op", "t", "ev", "msgtype"];
/** Where an error may stand when a message says that it is one. */
const PLACES = ["error", "errors", "data", "payload", "body", "details", "response", "args"];
/** What a message may be wrapped in. */
const WRAPPERS = [
  "payload",
  "data",
  "body",
  "response",
  "result",
  "ctrl",
  "d",
  "params",
  "event",
  "subscription",
];
const NO_WORDS: SpokenError = { code: null, message: "no further words", retryAfterMs: null };

/**
 * The error that a JSON message carries, by the shapes in common use: `{error: …}`, `{errors: […]}`,
 * `{type: "error", …}`, `{status: "error", …}`, `{success: false, msg: …}`, a refusal in the word for
 * its kind, or a list with one of these in it. An `error` of null, false, 0 or "" says "none".
 */
export const readError = (value: unknown): SpokenError | null => readAt(value, 0);

function readAt(value: unknown, depth: number): SpokenError | null {
  if (Array.isArray(value)) return depth === 0 ? readList(value) : null;
  if (!isObject(value)) return null;
  const own = readOwnShape(value);
  if (own) return own;
  const fields = fieldsOf(value);
  return (
    readDirect(fields) ??
    readMarked(value, fields) ??
    readFailure(fields) ??
    readNamedError(fields) ??
    readGateway(fields) ??
    readRefusal(value) ??
    readWrapped(fields, depth)
  );
}

/** API Gateway of AWS answers what it cannot pass on, and calls it no error. */
function readGateway(fields: Fields): SpokenError | null {
  const isIt = fields.has("connectionid") && fields.has("requestid");
  const message = isIt ? firstWord(fields.get("message")) : null;
  if (message === null) return null;
  return { code: null, message: message.slice(0, MAX_MESSAGE), retryAfterMs: null };
}

function readDirect(fields: Fields): SpokenError | null {
  const given = pick(fields, ERRORS).find((field) => readErrorObject(field) !== null);
  const direct = readErrorObject(given);
  if (direct) {
    // What stands beside the error often says more than a bare word in it.
    const code =
      direct.code ?? firstWord(...pick(fields, ["errorcode", "code", "status", "statuscode"]));
    const message =
      typeof given === "string" ? firstWord(...pick(fields, ["message", "msg", "reason"])) : null;
    return {
      code: code ?? (message === null ? null : direct.message),
      message: message ?? direct.message,
      retryAfterMs: direct.retryAfterMs ?? readRetryAfter(fields),
    };
  }
  const errors = fields.get("errors");
  return Array.isArray(errors) && errors.length > 0 ? readErrorObject(errors) : null;
}

/** `{type: "error", …}`: the words stand in one of the usual places, or beside the type. */
function readMarked(value: JsonObject, fields: Fields): SpokenError | null {
  if (!pick(fields, KINDS).some(isErrorWord)) return null;
  // "auth_error" says more than "error".
  const kind = firstWord(
    ...pick(fields, KINDS).filter((word) => isErrorWord(word) && !PLAIN.test(`${word}`)),
  );
  const withKind = (error: SpokenError) => (error.code === null ? { ...error, code: kind } : error);
  for (const place of pick(fields, PLACES)) {
    const inner = readErrorObject(
      isObject(place) && Array.isArray(place.errors) ? place.errors : place,
    );
    if (inner) return withKind(inner);
  }
  const rest = Object.fromEntries(Object.entries(value).filter(([, field]) => !isErrorWord(field)));
  return withKind(readErrorObject(rest) ?? NO_WORDS);
}

/** An HTTP status of an error, or a plain "no", with words beside it. */
function readFailure(fields: Fields): SpokenError | null {
  const isNo = pick(fields, ["success", "ok", "succeeded"]).some((field) => field === false);
  const isStatus = pick(fields, ["code", "status", "statuscode", "errorcode"]).some(isErrorStatus);
  if (!isNo && !isStatus) return null;
  const message = firstWord(
    ...pick(fields, ["message", "msg", "reason", "retmsg", "errormessage", "text", "description"]),
  );
  if (message === null) return null;
  return {
    code: firstWord(...pick(fields, ["errorcode", "code", "statuscode", "status", "retcode"])),
    message: message.slice(0, MAX_MESSAGE),
    retryAfterMs: readRetryAfter(fields),
  };
}

const isErrorStatus = (field: unknown): boolean =>
  typeof field === "number" && ((field >= 400 && field < 600) || (field < 0 && field >= -99_999));

function readWrapped(fields: Fields, depth: number): SpokenError | null {
  if (depth >= MAX_DEPTH) return null;
  for (const wrapped of pick(fields, WRAPPERS)) {
    const text =
      typeof wrapped === "string" && wrapped.startsWith("{") ? readObject(wrapped) : null;
    const inner = isObject(wrapped) ? wrapped : text;
    const error = inner ? readAt(inner, depth + 1) : null;
    if (error) return error;
  }
  return null;
}

/** `["error", words]`, what Nostr's relays say, and lists of objects. */
function readList(items: unknown[]): SpokenError | null {
  const [head, ...rest] = items;
  const refused = readCallError(items);
  if (refused) return refused;
  if (typeof head !== "string") {
    for (const item of items.slice(0, 8)) {
      const error = readAt(item, 1);
      if (error) return error;
    }
    return null;
  }
  const nostr = readRelay(head, rest);
  if (nostr) return nostr;
  if (!/^(?:error|err|exception|failure)$/i.test(head)) return null;
  const words = rest.findLast((item) => typeof item === "string" && item !== "");
  return typeof words === "string" ? readErrorObject(words) : readErrorObject(rest.find(isObject));
}

/** How a relay's sentence begins where it refuses (NIP-01): a word for machines, a colon, and words for people. */
const RELAY_REFUSES =
  /^(auth-required|blocked|duplicate|error|invalid|mute|pow|rate-limited|restricted|unsupported): ?/i;
/** Of a NOTICE, which may be any news. */
const RELAY_COMPLAINS = /^(?:bad|could not|failed|rate limit|too |unable|unknown)/i;

/** Nostr's `["CLOSED", id, words]`, `["OK", id, false, words]` and `["NOTICE", words]`. */
function readRelay(head: string, rest: unknown[]): SpokenError | null {
  const words = head === "NOTICE" ? rest[0] : head === "CLOSED" ? rest[1] : rest[2];
  if (typeof words !== "string" || (head === "OK" && rest[1] !== false)) return null;
  if (head !== "NOTICE" && head !== "CLOSED" && head !== "OK") return null;
  const code = RELAY_REFUSES.exec(words)?.[1]?.toLowerCase() ?? null;
  // What is there already is not refused.
  if (code === "duplicate" || (code === null && !RELAY_COMPLAINS.test(words))) return null;
  if (code === "error") {
    return { code: null, message: words.slice(6).trim().slice(0, MAX_MESSAGE), retryAfterMs: null };
  }
  return { code, message: words.slice(0, MAX_MESSAGE), retryAfterMs: null };
}
