import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  describe,
  describeError,
  describeHeartbeat,
} from "../described.ts";
import { describePlain } from "../plain.ts";
import { firstWord, inBrief, readObject } from "../read-json.ts";

export const actioncableDecoders = {
  actioncable: { name: "Action Cable", describe: describeActionCable },
} satisfies Decoders;

/** Rails' Action Cable: `{type, …}` and `{identifier, message}` from the server, `{command}` to it. */
function describeActionCable(body: Body): Described {
  const message = typeof body === "string" ? readObject(body) : null;
  if (!message) return describePlain(body);
  const command = firstWord(message.command);
  const channel = channelOf(message.identifier);
  if (command !== null) return describe(command, `${command} ${channel}`);
  switch (message.type) {
    case "ping":
      return describeHeartbeat("ping");
    case "welcome":
      return describe("welcome", "welcome", { isReady: true });
    case "reject_subscription":
      return describeError("reject_subscription", {
        code: "reject_subscription",
        message: `the channel ${channel} refused the subscription`,
        retryAfterMs: null,
      });
    case "disconnect": {
      const reason = firstWord(message.reason) ?? "";
      const reconnect = typeof message.reconnect === "boolean" ? message.reconnect : null;
      return describe("disconnect", `disconnect: ${reason || "no reason"}`, {
        farewell: { service: "actioncable", signal: reason, text: reason, reconnect },
      });
    }
    default: {
      const type = firstWord(message.type) ?? "message";
      return describe(type, `${channel} ${inBrief(message.message)}`);
    }
  }
}

/** The identifier is JSON in a string, with the channel's name in it. */
function channelOf(identifier: unknown): string {
  const text = firstWord(identifier) ?? "";
  return firstWord(readObject(text)?.channel) ?? text;
}
