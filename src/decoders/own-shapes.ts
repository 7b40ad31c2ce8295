import type { SpokenError } from "./described.ts";
import { firstWord, isObject, type JsonObject } from "./read-json.ts";

/** Errors that no word in them calls one, each by the shape that only its service gives it. */
const SHAPES: ((value: JsonObject) => SpokenError | null)[] = [
  // discord/discord-api-docs: Opcodes (9, Invalid Session): `d` is whether it may be resumed all the same.
  ({ op, d, ...rest }) =>
    op === 9 && typeof d === "boolean" && Object.values(rest).every((field) => field === null)
      ? said("9", `Invalid Session: ${d ? "resume it again" : "it cannot be resumed"}`)
      : null,
  // firebase/firebase-js-sdk:packages/database/src/realtime/Connection.ts: a control message, of an error.
  ({ t, d }) =>
    t === "c" && isObject(d) && d.t === "e" && typeof d.d === "string" ? said(null, d.d) : null,
  // firebase/firebase-js-sdk:packages/database/src/core/PersistentConnection.ts: the login was revoked.
  ({ t, d }) =>
    t === "d" && isObject(d) && d.a === "ac" && isObject(d.b)
      ? said(firstWord(d.b.s), firstWord(d.b.d) ?? "auth revoked")
      : null,
  // The same file: the answer to a request.
  ({ t, d }) =>
    t === "d" && isObject(d) && typeof d.r === "number" && isObject(d.b) && d.b.s !== "ok"
      ? answer(d.b)
      : null,
  // meetecho/janus-gateway#2576: neither a request nor a keepalive came for `session_timeout`.
  ({ janus, session_id, ...rest }) =>
    janus === "timeout" && typeof session_id === "number" && Object.keys(rest).length === 0
      ? said("timeout", `session ${session_id} timed out: no keepalive`)
      : null,
  // kubernetes/apimachinery:pkg/apis/meta/v1/types.go (Status); a command's own exit code is its own affair.
  ({ status, message, reason, metadata }) =>
    status === "Failure" &&
    metadata !== undefined &&
    typeof message === "string" &&
    !isExit(reason, message)
      ? said(firstWord(reason), message)
      : null,
];

const MAX_MESSAGE = 500;
const said = (code: string | null, message: string): SpokenError => ({
  code,
  message: message.slice(0, MAX_MESSAGE),
  retryAfterMs: null,
});

const answer = ({ s, d }: JsonObject): SpokenError | null =>
  typeof s === "string" ? said(s, typeof d === "string" ? d : s) : null;

/** 126 and 127 are the shell's words for a command that cannot be run, or is not there. */
const isExit = (reason: unknown, message: string): boolean =>
  reason === "NonZeroExitCode" && !/exit code 12[67]\b/.test(message);

/** OCPP-J §4.2.3: CALLERROR, the number of its request, a code, a description and details. */
export function readCallError(items: readonly unknown[]): SpokenError | null {
  const [head, id, code, words] = items;
  if (head !== 4 || items.length !== 5 || typeof id !== "string" || typeof code !== "string")
    return null;
  return said(code, firstWord(words) ?? code);
}

export function readOwnShape(value: JsonObject): SpokenError | null {
  for (const read of SHAPES) {
    const error = read(value);
    if (error) return error;
  }
  return null;
}
