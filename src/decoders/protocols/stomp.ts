import { utf8Of } from "../binary/bytes.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  clip,
  type Described,
  describe,
  describeError,
  describeHeartbeat,
} from "../described.ts";

export const stompDecoders = {
  stomp: { name: "STOMP", describe: describeStomp },
} satisfies Decoders;

const COMMANDS =
  /^\n*(CONNECT|STOMP|CONNECTED|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n/;
/** Headers of one frame; more would be no frame to read. */
const MAX_HEADERS = 50;
const MAX_HEAD = 8_192;

export const looksLikeStomp = (text: string): boolean => COMMANDS.test(text.slice(0, 32));

/** STOMP 1.0 to 1.2: a command, headers, a body up to NUL; a lone newline is a heartbeat. */
export function describeStomp(body: Body): Described {
  const text = typeof body === "string" ? body : utf8Of(body);
  if (/^[\r\n]+$/.test(text)) return describeHeartbeat("heartbeat");
  const command = COMMANDS.exec(text.slice(0, 32))?.[1];
  if (!command) return describe("text", clip(text));
  const head = text.slice(0, MAX_HEAD);
  const blank = /\r?\n\r?\n/.exec(head);
  const headers = readHeaders(head.slice(0, blank?.index ?? head.length));
  const content = blank
    ? clip(head.slice(blank.index + blank[0].length).replace(/\0.*$/s, ""))
    : "";
  if (command === "ERROR") {
    const message = innermost(withoutEscapes(headers.get("message") ?? ""));
    return describeError(command, {
      code: null,
      message: clip(
        [message, content].filter((part) => part !== "").join(": ") || "no further words",
      ),
      retryAfterMs: null,
    });
  }
  const about = headers.get("destination") ?? headers.get("version") ?? headers.get("receipt-id");
  return describe(command, [command, about, content].filter(Boolean).join(" "), {
    ...(command === "CONNECTED" ? { isReady: true } : {}),
  });
}

/** Spring tells what went wrong behind the name of whatever noticed it (spring-messaging: MessageDeliveryException). */
const NESTED = "nested exception is ";
function innermost(message: string): string {
  const at = message.lastIndexOf(NESTED);
  // Of a class its own name says enough.
  return at < 0
    ? message
    : message.slice(at + NESTED.length).replace(/^(?:[a-z]\w{0,40}\.){1,12}(?=[A-Z])/, "");
}

/** STOMP 1.2, "Value Encoding". */
const ESCAPES: Record<string, string> = { "\\c": ":", "\\n": " ", "\\r": "", "\\\\": "\\" };
const withoutEscapes = (value: string): string =>
  value.replaceAll(/\\[cnr\\]/g, (sign) => ESCAPES[sign] ?? sign);

function readHeaders(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.trimStart().split(/\r?\n/).slice(1, MAX_HEADERS)) {
    const colon = line.indexOf(":");
    // The first of several counts (STOMP 1.2, "Repeated Header Entries").
    if (colon > 0 && !headers.has(line.slice(0, colon))) {
      headers.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  return headers;
}
