import type { Decoders } from "../decoder.ts";
import { type Body, type Described, describe, describeError } from "../described.ts";
import { describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, inBrief, isObject, type JsonObject, readJson } from "../read-json.ts";

export const jsonRpcDecoders = {
  "json-rpc": { name: "JSON-RPC", describe: describeJsonRpc },
} satisfies Decoders;

const isJsonRpc = (value: unknown): value is JsonObject =>
  isObject(value) && value.jsonrpc === "2.0";

/** JSON-RPC 2.0: `{id, method, params}`, `{id, result | error}`, or a batch of them. */
function describeJsonRpc(body: Body): Described {
  const value = typeof body === "string" ? readJson(body) : undefined;
  const batch = Array.isArray(value) ? value.filter(isJsonRpc) : [];
  const message = batch.find(({ error }) => isObject(error)) ?? batch[0] ?? value;
  if (!isJsonRpc(message)) return describePlain(body);
  const id = firstWord(message.id);
  const number = id === null ? "" : ` #${id}`;
  const more = batch.length > 1 ? ` (and ${batch.length - 1} more)` : "";
  const error = isObject(message.error) ? readErrorObject(message.error) : null;
  if (error) return describeError("error", error);
  const method = firstWord(message.method);
  if (method === null)
    return describe("result", `result${number} ${inBrief(message.result)}${more}`);
  const isBeat = /^(?:\w+[./])?(ping|pong|heartbeat|keep-?alive)$/i.test(method);
  return describe(id === null ? "notification" : "request", `${method}${number}${more}`, {
    isHeartbeat: isBeat,
  });
}
