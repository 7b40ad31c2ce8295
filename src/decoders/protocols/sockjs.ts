import type { Decoders } from "../decoder.ts";
import {
  type Body,
  clip,
  type Described,
  type Direction,
  describe,
  describeHeartbeat,
} from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";
import { firstWord, readJson } from "../read-json.ts";
import { describeDdp, looksLikeDdp } from "./ddp.ts";
import { describeStomp, looksLikeStomp } from "./stomp.ts";

export const sockjsDecoders = {
  sockjs: { name: "SockJS", describe: describeSockJs },
} satisfies Decoders;

/** SockJS: `o`, `h`, `a[…]`, `c[code,reason]` from the server, `[…]` to it; often STOMP or DDP within. */
function describeSockJs(body: Body, direction: Direction): Described {
  if (typeof body !== "string") return describeBinary(body);
  if (body === "o") return describe("open", "open", { isReady: true });
  if (body === "h") return describeHeartbeat("heartbeat");
  if (direction === "receive" && body.startsWith("c[")) return describeGoodbye(body.slice(1));
  const list = readJson(body.startsWith("a") ? body.slice(1) : body);
  if (!Array.isArray(list)) return describe("text", clip(body));
  const inner = firstWord(list[0]) ?? "";
  const described = describeInner(inner, direction);
  const more = list.length > 1 ? ` (and ${list.length - 1} more)` : "";
  // SockJS is ready at `o`; what speaks within it has a handshake of its own.
  return { ...described, summary: described.summary + more };
}

function describeInner(text: string, direction: Direction): Described {
  if (looksLikeStomp(text)) return describeStomp(text);
  return looksLikeDdp(text) ? describeDdp(text, direction) : describePlain(text);
}

function describeGoodbye(json: string): Described {
  const value = readJson(json);
  const [code, reason] = Array.isArray(value) ? value : [];
  const text = [firstWord(code), firstWord(reason)].filter((word) => word !== null).join(" ");
  return describe("close", `close: ${text}`, {
    farewell: { service: "sockjs", signal: firstWord(code) ?? "close", text, reconnect: null },
  });
}
