import type { Decoders } from "../decoder.ts";
import { type Body, type Described, describe, describeError } from "../described.ts";
import { describeObject, describePlain } from "../plain.ts";
import { readErrorObject } from "../read-error-object.ts";
import { firstWord, isObject, readObject } from "../read-json.ts";

export const openaiDecoders = {
  openai: { name: "OpenAI's realtime API, or one like it", describe: describeOpenAi },
} satisfies Decoders;

/** Events as OpenAI's realtime API and those like it send them: `{type: "response.done", …}`. */
function describeOpenAi(body: Body): Described {
  const event = typeof body === "string" ? readObject(body) : null;
  const type = firstWord(event?.type);
  if (!event || type === null) return describePlain(body);
  if (type === "error") {
    const error = readErrorObject(event.error);
    return error ? describeError(type, error) : describeObject(event);
  }
  if (type === "session.created") return describe(type, type, { isReady: true });
  const response = isObject(event.response) ? event.response : {};
  const details = isObject(response.status_details) ? response.status_details : {};
  const failure = response.status === "failed" ? readErrorObject(details.error ?? details) : null;
  if (failure) return describeError(type, failure);
  const text = firstWord(event.delta, event.text, event.transcript);
  return describe(type, text === null || /audio/.test(type) ? type : `${type} ${text}`);
}
