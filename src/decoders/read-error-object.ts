import type { SpokenError } from "./described.ts";
import { firstWord, isObject, type JsonObject, readObject } from "./read-json.ts";

export const MAX_MESSAGE = 500;
const MAX_CODE = 100;
/** Errors are small; what has more fields is something else with one in it. */
const MAX_FIELDS = 48;

/** The fields of an object by their names as everybody writes them: "ErrorCode", "error_code". */
export type Fields = ReadonlyMap<string, unknown>;

export function fieldsOf(value: JsonObject): Fields {
  const fields = new Map<string, unknown>();
  for (const [name, field] of Object.entries(value).slice(0, MAX_FIELDS)) {
    const plain = name.toLowerCase().replaceAll(/[_-]/g, "");
    if (!fields.has(plain)) fields.set(plain, field);
  }
  return fields;
}

export const pick = (fields: Fields, names: readonly string[]): unknown[] =>
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
export function readRetryAfter(fields: Fields): number | null {
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
