import type { SpokenError } from "./described.ts";
import { readNamedError } from "./named-errors.ts";
import { readCallError, readOwnShape } from "./own-shapes.ts";
import {
  type Fields,
  fieldsOf,
  MAX_MESSAGE,
  pick,
  readErrorObject,
  readRetryAfter,
} from "./read-error-object.ts";
import { firstWord, isObject, type JsonObject, readObject } from "./read-json.ts";
import { readRefusal } from "./refusals.ts";
import { readRelay } from "./relay-error.ts";

const MAX_DEPTH = 3;

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
