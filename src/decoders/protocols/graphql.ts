import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  describe,
  describeError,
  describeHeartbeat,
  type SpokenError,
} from "../described.ts";
import { describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, inBrief, isObject, readObject } from "../read-json.ts";

export const graphqlDecoders = {
  "graphql-transport-ws": { name: "GraphQL", describe: describeGraphql },
  "graphql-ws": { name: "GraphQL (the older graphql-ws)", describe: describeGraphql },
} satisfies Decoders;

/** graphql-transport-ws and the older graphql-ws: `{id?, type, payload?}`. */
function describeGraphql(body: Body): Described {
  const message = typeof body === "string" ? readObject(body) : null;
  const type = firstWord(message?.type);
  if (!message || type === null) return describePlain(body);
  const id = firstWord(message.id);
  const payload = isObject(message.payload) ? message.payload : {};
  const about = id === null ? type : `${type} #${id}`;
  switch (type) {
    case "ping":
    case "pong":
    case "ka":
      return describeHeartbeat(type);
    case "connection_ack":
      return describe(type, type, { isReady: true });
    case "connection_init":
      // Its payload is where credentials go.
      return describe(type, type);
    case "connection_error":
    case "error":
      return describeError(type, readPayloadError(message.payload) ?? NO_WORDS);
    case "next":
    case "data": {
      const error = Array.isArray(payload.errors) ? readErrorObject(payload.errors[0]) : null;
      return error
        ? describeError(type, error)
        : describe(type, `${about} ${inBrief(payload.data)}`);
    }
    case "subscribe":
    case "start":
      return describe(type, `${about} ${operationOf(payload.query)}`);
    default:
      return REFUSED.test(type)
        ? describeError(type, readPayloadError(message.payload ?? message) ?? NO_WORDS)
        : describe(type, about);
  }
}

/** AppSync's events have one for each thing that one may ask: "subscribe_error", "publish_error". */
const REFUSED = /_error$/;

/** An error, a list of them, or, as Hasura sends it, `{errors: […]}`; the first one is told. */
function readPayloadError(payload: unknown): SpokenError | null {
  const errors = isObject(payload) && Array.isArray(payload.errors) ? payload.errors : payload;
  return readErrorObject(Array.isArray(errors) ? errors[0] : errors);
}

const NO_WORDS = { code: null, message: "no further words", retryAfterMs: null };

/** "subscription OnPrice", from the beginning of a query. */
const operationOf = (query: unknown): string =>
  typeof query === "string"
    ? (/\b(query|mutation|subscription)\b[ \t]*\w{0,80}/.exec(query.slice(0, 400))?.[0] ?? "query")
    : "";
