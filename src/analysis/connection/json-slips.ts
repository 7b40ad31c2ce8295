import type { Connection } from "../../session/session.ts";
import { isNearEnd, readConversation, type Spoken } from "./conversation.ts";

/** A text of the page's that was meant for JSON beyond doubt, however few messages there were. */
export type Slip = { at: number; seq: number; lastAt: number; times: number; cause: string };

/** A peer that chokes on a message goes at once. */
export const BEFORE_END_MS = 2_000;
/** Longer ones may have been cut when they were kept, and cost more to mend. */
const MAX_LENGTH = 4_000;

const AN_OBJECT =
  "send() was given an object, which it turns into the text “[object Object]”: what the page meant to say is lost. Send JSON.stringify(value).";
/** What people write by hand, each with what mends it. */
const MENDS: readonly { cause: string; mend: (text: string) => string }[] = [
  {
    cause:
      "A comma stands before a closing bracket, as JavaScript allows and JSON does not: the text was written by hand, not by JSON.stringify().",
    mend: (text) => text.replaceAll(/,(?=\s{0,40}[\]}])/g, ""),
  },
  {
    cause:
      "Texts stand in single quotes, as in JavaScript and Python: JSON has double quotes only, so send JSON.stringify(value), in Python json.dumps(value).",
    mend: (text) => (text.includes('"') ? text : text.replaceAll("'", '"')),
  },
  {
    cause:
      "Names stand without quotes, as in JavaScript: JSON has every name in double quotes, so send JSON.stringify(value).",
    mend: (text) =>
      text.replaceAll(/([{,]\s{0,40})([A-Za-z_$][\w$]{0,60})(?=\s{0,40}:)/g, '$1"$2"'),
  },
];

/** An object that was sent as it is; or what a hand wrote, where it was the last that anybody said. */
export function findSlip(connection: Connection): Slip | null {
  const sent = readConversation(connection).messages.filter(
    ({ direction }) => direction === "send",
  );
  const objects = sent.filter(({ body }) => body === "[object Object]");
  if (objects.length > 0) return slipOf(objects, AN_OBJECT);
  const last = sent.at(-1);
  if (!last || !isNearEnd(connection, last.at, BEFORE_END_MS)) return null;
  const cause = causeOf(last.body);
  if (cause === null) return null;
  // A server that went on after the same reads more than JSON.
  const heardAt = connection.receive.lastAt ?? 0;
  return sent.some(({ body, at }) => at < heardAt && causeOf(body) === cause)
    ? null
    : slipOf([last], cause);
}

function slipOf(messages: readonly Spoken[], cause: string): Slip | null {
  const [first] = messages;
  const last = messages.at(-1);
  return first && last
    ? { at: first.at, seq: first.seq, lastAt: last.at, times: messages.length, cause }
    : null;
}

function causeOf(text: Spoken["body"]): string | null {
  if (typeof text !== "string" || text.length > MAX_LENGTH) return null;
  if (!/^\s*(?:\{[\s\S]*\}|\[[\s\S]*\])\s*$/.test(text)) return null;
  if (isObject(text)) return null;
  return MENDS.find(({ mend }) => isObject(mend(text)))?.cause ?? null;
}

/** As a whole, and with something in it: brackets around a word are no sign of JSON. */
function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.keys(value).length > 0;
  } catch {
    return false;
  }
}
