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
import { firstWord, inBrief, isObject, readJson, readObject } from "../read-json.ts";

export const pusherDecoders = {
  pusher: { name: "Pusher", describe: describePusher },
} satisfies Decoders;

/** Pusher: `{event, channel?, data}`, where data is most often JSON in a string. */
function describePusher(body: Body): Described {
  const message = typeof body === "string" ? readObject(body) : null;
  const event = firstWord(message?.event);
  if (!message || event === null) return describePlain(body);
  const data = typeof message.data === "string" ? readJson(message.data) : message.data;
  switch (event) {
    case "pusher:ping":
    case "pusher:pong":
      return describeHeartbeat(event);
    case "pusher:connection_established":
      return describe(event, event, { isReady: true });
    case "pusher:error":
    case "pusher:subscription_error":
    case "pusher_internal:subscription_error": {
      const unknown = { code: null, message: "no further words", retryAfterMs: null };
      return describeError(event, readErrorObject(data) ?? unknown);
    }
    default: {
      const channel = firstWord(message.channel, isObject(data) ? data.channel : null);
      const where = channel === null ? "" : ` on ${channel}`;
      return describe(event, `${event}${where} ${event.startsWith("pusher") ? "" : inBrief(data)}`);
    }
  }
}
