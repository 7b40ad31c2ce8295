import type { Decoders } from "../decoder.ts";
import {
  type Body,
  clip,
  type Described,
  type Direction,
  describe,
  describeError,
  describeHeartbeat,
} from "../described.ts";
import { describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, readObject } from "../read-json.ts";

export const ddpDecoders = { ddp: { name: "DDP", describe: describeDdp } } satisfies Decoders;

export const looksLikeDdp = (text: string): boolean => /^\{"msg":"\w/.test(text);

/** Meteor's DDP 1: `{msg, …}`. */
export function describeDdp(body: Body, direction: Direction): Described {
  const value = typeof body === "string" ? readObject(body) : null;
  const kind = firstWord(value?.msg);
  if (!value || kind === null) return describePlain(body);
  switch (kind) {
    case "ping":
    case "pong":
      return describeHeartbeat(kind);
    case "connected":
      return describe(kind, kind, { isReady: true });
    case "failed": {
      const version = firstWord(value.version) ?? "?";
      return describe(kind, `no common version; the server speaks ${version}`, {
        isError: true,
        ...(direction === "receive"
          ? {
              farewell: {
                service: "meteor-ddp",
                signal: "failed",
                text: `version ${version}`,
                reconnect: false,
              },
            }
          : {}),
      });
    }
    case "error":
    case "nosub":
    case "result": {
      const error = readErrorObject(kind === "error" ? value : value.error);
      if (error) return describeError(kind, error);
      break;
    }
    default:
  }
  const about = firstWord(value.method, value.name, value.collection, value.id);
  return describe(kind, clip([kind, about].filter(Boolean).join(" ")));
}
