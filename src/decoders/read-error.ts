import type { SpokenError } from "./described.ts";
import { firstWord, isObject, type JsonObject } from "./read-json.ts";

const MAX_MESSAGE = 500;

/** Seconds where the name says nothing of milliseconds, as in the header of that name. */
function readRetryAfter(from: JsonObject): number | null {
  const ms = from.retryAfterMs ?? from.retry_after_ms;
  if (typeof ms === "number" && ms >= 0) return ms;
  const seconds = from.retryAfter ?? from.retry_after;
  return typeof seconds === "number" && seconds >= 0 ? seconds * 1_000 : null;
}

/** An error object, whatever names it gives to its parts. Null where it says nothing. */
export function readErrorObject(value: unknown): SpokenError | null {
  if (typeof value === "string" && value !== "") {
    return { code: null, message: value.slice(0, MAX_MESSAGE), retryAfterMs: null };
  }
  if (!isObject(value)) return null;
  const details = isObject(value.details) ? value.details : {};
  const extensions = isObject(value.extensions) ? value.extensions : {};
  const code = firstWord(
    details.code,
    value.code,
    extensions.code,
    value.error_code,
    value.errorCode,
    value.error,
    value.status,
    value.statusCode,
    value.type,
    value.name,
  );
  const message = firstWord(
    value.message,
    value.reason,
    value.msg,
    value.description,
    value.error_description,
    value.detail,
    value.error_msg,
    value.error,
    value.title,
  );
  if (code === null && message === null) return null;
  return {
    code: code?.slice(0, 100) ?? null,
    message: (message ?? code ?? "").slice(0, MAX_MESSAGE),
    retryAfterMs: readRetryAfter(value) ?? readRetryAfter(details) ?? readRetryAfter(extensions),
  };
}

const ERROR_TYPES = /^(?:[\w.:-]*[.:_-])?(?:error|exception|connect_error|fault)$/i;
const isErrorWord = (value: unknown): boolean =>
  typeof value === "string" && value.length < 64 && ERROR_TYPES.test(value);

/** Where an error may stand when a message says that it is one. */
const ERROR_PLACES = ["error", "data", "payload", "body", "details"] as const;

/**
 * The error that a JSON message carries, by the shapes in common use: `{error: …}`, `{errors: […]}`,
 * `{type: "error", …}`, `{status: "error", …}`. An `error` of null, false, 0 or "" says "none".
 */
export function readError(value: unknown): SpokenError | null {
  if (!isObject(value)) return null;
  const direct = readErrorObject(value.error);
  if (direct) {
    // What stands beside the error often says more than a bare word in it.
    const code = direct.code ?? firstWord(value.code, value.status, value.statusCode);
    const message = typeof value.error === "string" ? firstWord(value.message) : null;
    return {
      code: code ?? (message === null ? null : direct.message),
      message: message ?? direct.message,
      retryAfterMs: direct.retryAfterMs ?? readRetryAfter(value),
    };
  }
  if (Array.isArray(value.errors) && value.errors.length > 0) {
    const first = readErrorObject(value.errors[0]);
    if (first) return first;
  }
  const says = [value.type, value.event, value.kind, value.status, value.action, value.op];
  if (!says.some(isErrorWord)) return null;
  for (const place of ERROR_PLACES) {
    const inner = readErrorObject(value[place]);
    if (inner) return inner;
  }
  const { type: _type, status: _status, error: _error, ...rest } = value;
  return readErrorObject(rest) ?? { code: null, message: "no further words", retryAfterMs: null };
}
