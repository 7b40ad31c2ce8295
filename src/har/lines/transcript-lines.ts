/** What a line of wscat or websocat says (websockets/wscat, bin/wscat; vi/websocat, logoverlay.rs). */
export type Said =
  | { is: "open" }
  | { is: "close"; code: number | null; reason: string }
  | { is: "error"; text: string }
  | { is: "message"; direction: "send" | "receive"; text: string; logged?: boolean }
  | { is: "command"; url: string }
  | { is: "nothing" };

const ESCAPES = /\p{Cc}\[[0-9;?]{0,20}[A-Za-z]/gu;
/** The line is begun anew: what stood there is gone. */
const ERASED = /\p{Cc}\[2K/gu;

/** What is seen of a line of a terminal in the end. */
export function seenOf(line: string): string {
  const last = [...line.matchAll(ERASED)].at(-1);
  return line
    .slice(last ? last.index : 0)
    .replaceAll(ESCAPES, "")
    .replaceAll("\r", "");
}

const OPEN = /^(?:connected|client connected)(?: \(press ctrl\+c to quit\))?$/i;
const CLOSE = /^disconnected(?: \(code: (\d{1,5})(?:, reason: "(.*)")?\))?$/i;
const CONTROL = /^< received p[io]ng(?: \(data: ".*"\))?$/i;
const COMMAND = /(?:^|[\s/])(?:wscat|websocat)\s/;
const ADDRESS = /wss?:\/\/[^\s'"]+/;
/** Messages of websocat's `log:`, as Rust writes bytes. */
const LOGGED = /^(READ|WRITE) \d+ "(.*)"$/;

export function readSaid(seen: string): Said {
  if (OPEN.test(seen)) return { is: "open" };
  const close = CLOSE.exec(seen);
  if (close) {
    const [, code, reason = ""] = close;
    return { is: "close", code: code === undefined ? null : Number(code), reason };
  }
  if (seen.startsWith("error: ")) return { is: "error", text: seen.slice(7) };
  if (CONTROL.test(seen)) return { is: "nothing" };
  if (seen.startsWith("< ")) return { is: "message", direction: "receive", text: seen.slice(2) };
  if (seen.startsWith("> ")) return readTyped(seen.slice(2));
  const [, direction, text = ""] = LOGGED.exec(seen) ?? [];
  if (direction !== undefined) {
    const logged = { text: unescaped(text), logged: true };
    return { is: "message", direction: direction === "READ" ? "receive" : "send", ...logged };
  }
  const url = COMMAND.test(seen) ? ADDRESS.exec(seen)?.[0] : undefined;
  return url === undefined ? { is: "nothing" } : { is: "command", url };
}

/** A prompt at which nothing was typed is no message. */
const readTyped = (text: string): Said =>
  text === "" ? { is: "nothing" } : { is: "message", direction: "send", text };

const ESCAPED = /\\(?:x([\da-f]{2})|(.))/g;
const NAMED: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** The bytes behind `\x1b`, `\n` and `\"`, as UTF-8. */
function unescaped(text: string): string {
  const bytes = text.replaceAll(ESCAPED, (_, hex: string | undefined, name: string) =>
    hex === undefined ? (NAMED[name] ?? name) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
}

/** No other program's lines: by these such a file is known. */
export const isTelling = (said: Said): boolean =>
  said.is === "open" ||
  said.is === "close" ||
  (said.is === "message" && said.logged === true) ||
  (said.is === "error" && REFUSED.test(said.text));

/** Node's words for why a connection failed, and Chromium's, by which the diagnosis goes. */
const ERRORS: [RegExp, string][] = [
  [/\bECONNREFUSED\b/, "net::ERR_CONNECTION_REFUSED"],
  [/\b(?:ENOTFOUND|EAI_AGAIN)\b/, "net::ERR_NAME_NOT_RESOLVED"],
  [/\bETIMEDOUT\b/, "net::ERR_CONNECTION_TIMED_OUT"],
  [/\bECONNRESET\b|^socket hang up$/, "net::ERR_CONNECTION_RESET"],
  [/\b(?:EHOSTUNREACH|ENETUNREACH)\b/, "net::ERR_ADDRESS_UNREACHABLE"],
  [
    /self[- ]signed certificate|unable to verify the first certificate/,
    "net::ERR_CERT_AUTHORITY_INVALID",
  ],
  [/certificate has expired/, "net::ERR_CERT_DATE_INVALID"],
  [/does not match certificate's altnames/, "net::ERR_CERT_COMMON_NAME_INVALID"],
];
const REFUSED = /^Unexpected server response: (\d{3})$/;

/** Null where it is no error of a connection that one knows. */
export function errorOf(text: string): { status: number; error: string | null } | null {
  const status = REFUSED.exec(text)?.[1];
  if (status !== undefined) return { status: Number(status), error: null };
  const known = ERRORS.find(([words]) => words.test(text))?.[1];
  return known === undefined ? null : { status: 0, error: `${text} (${known})` };
}
