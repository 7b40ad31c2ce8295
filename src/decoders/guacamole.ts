import { clip, type Described, describe, describeError, describeHeartbeat } from "./described.ts";

const MAX_ELEMENTS = 8;
const MAX_LENGTH = 4_096;

/**
 * An instruction of Guacamole: `5.error,26.Server refused connection.,3.519;`, each element with its
 * length before it (guacamole.apache.org/doc/gug/guacamole-protocol.html). Null where it is none.
 */
export function describeGuacamole(text: string): Described | null {
  const elements = readElements(text);
  if (!elements) return null;
  const [opcode = "", message = "", status = ""] = elements;
  if (opcode === "error" && elements.length === 3) {
    return describeError(opcode, { code: status, message, retryAfterMs: null });
  }
  if (opcode === "nop" || opcode === "sync") return describeHeartbeat(opcode);
  return describe(opcode === "" ? "internal" : opcode, clip(elements.join(" ")));
}

function readElements(text: string): string[] | null {
  const elements: string[] = [];
  let at = 0;
  while (elements.length < MAX_ELEMENTS) {
    const length = /^(\d{1,4})\./.exec(text.slice(at, at + 5));
    if (!length?.[1] || Number(length[1]) > MAX_LENGTH) return null;
    const from = at + length[0].length;
    const end = from + Number(length[1]);
    elements.push(text.slice(from, end));
    if (text[end] === ";") return elements;
    if (text[end] !== ",") return null;
    at = end + 1;
  }
  return null;
}
