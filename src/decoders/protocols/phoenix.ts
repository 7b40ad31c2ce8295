import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  describe,
  describeError,
  describeHeartbeat,
} from "../described.ts";
import { describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, inBrief, isObject, readJson } from "../read-json.ts";

export const phoenixDecoders = {
  phoenix: { name: "Phoenix channels", describe: describePhoenix },
} satisfies Decoders;

/** `isJoin`: of a reply, to the request that joined the channel; version 1 does not say. */
type Push = { topic: string; event: string; payload: unknown; isJoin: boolean };

/** Phoenix channels: `[join_ref, ref, topic, event, payload]`, or an object in version 1. */
function describePhoenix(body: Body): Described {
  const push = typeof body === "string" ? readPush(readJson(body)) : null;
  if (!push) return describePlain(body);
  const { topic, event, payload, isJoin } = push;
  const fields = isObject(payload) ? payload : {};
  const isBeat = topic === "phoenix" && (event === "heartbeat" || event === "phx_reply");
  if (isBeat && fields.status !== "error") {
    return describeHeartbeat(event === "heartbeat" ? "heartbeat" : "heartbeat reply");
  }
  switch (event) {
    case "phx_error":
      return describeError(event, {
        code: "phx_error",
        message: `the channel ${topic} crashed on the server`,
        retryAfterMs: null,
      });
    case "phx_close":
      return describe(event, `the channel ${topic} was closed`);
    case "phx_reply":
    case "system": {
      const failed = fields.status === "error";
      const said = fields.response ?? (fields.message === undefined ? undefined : fields);
      const unknown = { code: null, message: inBrief(said), retryAfterMs: null };
      return failed
        ? describeError(event, readErrorObject(said) ?? unknown)
        : describe(
            event,
            `${topic} ${firstWord(fields.status) ?? ""} ${inBrief(fields.response)}`,
            isJoin && fields.status === "ok" ? { isReady: true } : {},
          );
    }
    default:
      return describe(event, `${topic} ${event} ${inBrief(payload)}`);
  }
}

function readPush(value: unknown): Push | null {
  const [topic, event, payload] = Array.isArray(value)
    ? value.slice(2, 5)
    : isObject(value)
      ? [value.topic, value.event, value.payload]
      : [];
  if (typeof topic !== "string" || typeof event !== "string") return null;
  const [joinRef, ref]: unknown[] = Array.isArray(value) ? value : [null, null];
  return { topic, event, payload, isJoin: typeof ref === "string" && joinRef === ref };
}
