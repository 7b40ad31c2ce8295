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
import { firstWord, inBrief, isObject, type JsonObject, readObject } from "../read-json.ts";

export const openclawDecoders = {
  openclaw: { name: "OpenClaw gateway", describe: describeOpenClaw },
} satisfies Decoders;

/** The OpenClaw gateway, protocol 3 and 4: `req`, `res` and `event` frames. */
function describeOpenClaw(body: Body): Described {
  const frame = typeof body === "string" ? readObject(body) : null;
  if (!frame) return describePlain(body);
  switch (frame.type) {
    case "req":
      return describe("req", `${firstWord(frame.method) ?? "?"} #${firstWord(frame.id) ?? "?"}`);
    case "res":
      return describeAnswer(frame);
    case "event":
      return describeEvent(frame);
    default:
      return describePlain(body);
  }
}

function describeAnswer(frame: JsonObject): Described {
  const number = `#${firstWord(frame.id) ?? "?"}`;
  if (frame.ok === false) {
    const unknown = { code: null, message: "no further words", retryAfterMs: null };
    return describeError("res", readErrorObject(frame.error) ?? unknown);
  }
  const payload = isObject(frame.payload) ? frame.payload : {};
  return payload.type === "hello-ok"
    ? describe("hello-ok", `hello-ok ${number}`, { isReady: true })
    : describe("res", `${number} ${inBrief(frame.payload)}`);
}

function describeEvent(frame: JsonObject): Described {
  const event = firstWord(frame.event) ?? "?";
  if (event === "tick") return describeHeartbeat(event);
  const payload = isObject(frame.payload) ? frame.payload : {};
  if (event !== "shutdown") return describe(event, `${event} ${inBrief(frame.payload)}`);
  const reason = firstWord(payload.reason) ?? "";
  return describe(event, `shutdown: ${reason}`, {
    farewell: { service: "openclaw-gateway", signal: "shutdown", text: reason, reconnect: true },
  });
}
