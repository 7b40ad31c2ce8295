import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  type Direction,
  describe,
  describeError,
  describeHeartbeat,
  tellOne,
} from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, isObject, type JsonObject, MAX_READ, readJson } from "../read-json.ts";
import { readCentrifugeRecords } from "./centrifuge-protobuf.ts";

export const centrifugeDecoders = {
  centrifuge: { name: "Centrifugo", describe: describeCentrifuge },
} satisfies Decoders;

const MAX_LINES = 50;

/**
 * Centrifugo's protocol: one command or reply a line of JSON, or Protobuf where that was agreed on.
 * An empty one is the ping and its answer.
 */
function describeCentrifuge(body: Body, direction: Direction): Described {
  if (typeof body !== "string") {
    const records = readCentrifugeRecords(body, direction === "receive") ?? [];
    return tellOne(records.map((one) => describeRecord(one, direction))) ?? describeBinary(body);
  }
  const lines = body
    .slice(0, MAX_READ)
    .split("\n", MAX_LINES)
    .filter((line) => line !== "");
  const described = lines.map((line) => describeLine(line, direction));
  return tellOne(described) ?? describePlain(body);
}

function describeLine(line: string, direction: Direction): Described {
  const value = readJson(line);
  return isObject(value) ? describeRecord(value, direction) : describePlain(line);
}

function describeRecord(value: JsonObject, direction: Direction): Described {
  if (Object.keys(value).length === 0)
    return describeHeartbeat(direction === "send" ? "pong" : "ping");
  const error = isObject(value.error) ? readErrorObject(value.error) : null;
  if (error) return describeError("error", error);
  if (isObject(value.push)) return describePush(value.push);
  const kind = Object.keys(value).find((name) => name !== "id") ?? "message";
  const isReady = kind === "connect" && direction === "receive";
  const number = firstWord(value.id);
  return describe(kind, number === null ? kind : `${kind} #${number}`, isReady ? { isReady } : {});
}

function describePush(push: JsonObject): Described {
  const channel = firstWord(push.channel);
  const kind = Object.keys(push).find((name) => name !== "channel") ?? "push";
  const goodbye = push.disconnect;
  if (!isObject(goodbye)) return describe(kind, channel === null ? kind : `${kind} on ${channel}`);
  const text = [firstWord(goodbye.code), firstWord(goodbye.reason)].filter(Boolean).join(" ");
  return describe("disconnect", `disconnect: ${text}`, {
    farewell: {
      service: "centrifugo",
      signal: firstWord(goodbye.code) ?? "disconnect",
      text,
      reconnect: typeof goodbye.reconnect === "boolean" ? goodbye.reconnect : null,
    },
  });
}
