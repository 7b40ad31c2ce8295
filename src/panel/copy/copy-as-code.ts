/** What opens the same socket elsewhere, as text for a console or a shell. */
import { encodeBase64 } from "../../protocol/base64.ts";
import type { Body } from "../../protocol/rows.ts";
import { createMasker } from "../../secrets/masker.ts";
import type { Connection, Header } from "../../session/session.ts";
import { originOf, pageUrls } from "./page-urls.ts";
import type { SaidMessage } from "./said-message.ts";
import { joinCommand, quoteForShell as quote } from "./shell-words.ts";

export type CodeKind = "javascript" | "websocat" | "wscat" | "curl";
export const CODE_NAMES: Readonly<Record<CodeKind, string>> = {
  javascript: "JavaScript (new WebSocket)",
  websocat: "websocat",
  wscat: "wscat",
  curl: "curl (the upgrade request)",
};

/** The headers that decide whether a server accepts a handshake; the rest the tool sets itself. */
const TELLING_HEADERS = /^(?:origin|cookie|authorization|user-agent|x-.*)$/i;

/** `message`: what to send once it is open. Without `withSecrets`, credentials are masked. */
export function copyAsCode(
  kind: CodeKind,
  connection: Pick<Connection, "url" | "protocols" | "handshake" | "documentId">,
  message: SaidMessage | null,
  withSecrets: boolean,
): string {
  const parts = partsOf(connection, message, withSecrets);
  // websocat would run a program for an address such as "sh-c:…", which a file may contain.
  if (kind !== "javascript" && !/^wss?:\/\//i.test(parts.url)) return NO_SOCKET_ADDRESS;
  switch (kind) {
    case "javascript":
      return javascript(parts);
    case "websocat":
      return websocat(parts);
    case "wscat":
      return wscat(parts);
    case "curl":
      return curl(parts);
  }
}

const NO_SOCKET_ADDRESS = "# The address of this connection is not one of a WebSocket.";

type Parts = {
  url: string;
  protocols: string[];
  headers: Header[];
  message: SaidMessage | null;
};

/** Whether what is copied lacks what a server may ask for. */
export const lacksSecrets = (
  connection: Parameters<typeof copyAsCode>[1],
  message: SaidMessage | null,
): boolean =>
  JSON.stringify(partsOf(connection, message, false)) !==
  JSON.stringify(partsOf(connection, message, true));

function partsOf(
  {
    url,
    protocols,
    handshake,
    documentId,
  }: Pick<Connection, "url" | "protocols" | "handshake" | "documentId">,
  message: SaidMessage | null,
  withSecrets: boolean,
): Parts {
  const seen = (handshake?.requestHeaders ?? []).filter(
    // A line break would begin another header; no browser sends one.
    ({ name, value }) => TELLING_HEADERS.test(name) && !/[\r\n\0]/.test(value),
  );
  // Where DevTools came too late for the headers: a browser always sends its page's origin.
  const origin = seen.length > 0 ? null : originOf(pageUrls.peek()(documentId));
  const headers = origin === null ? seen : [{ name: "Origin", value: origin }];
  if (withSecrets) return { url, protocols: protocols ?? [], headers, message };
  const masker = createMasker();
  return {
    url: masker.url(url, "address"),
    protocols: masker.subprotocols(protocols ?? [], "subprotocol"),
    headers: headers.map(({ name, value }) => ({
      name: masker.text(name, "header"),
      value: masker.header(name, value, "header"),
    })),
    message: message && { ...message, body: masker.body(message.body, "message") },
  };
}

const CUT = "Only the beginning of this message was kept; the rest is missing here.";

function javascript({ url, protocols, message }: Parts): string {
  const given = [url, ...(protocols.length > 0 ? [protocols] : [])].map((part) =>
    JSON.stringify(part),
  );
  return [
    ...(message?.isCut ? [`// ${CUT}`] : []),
    `const socket = new WebSocket(${given.join(", ")});`,
    message === null
      ? 'socket.onopen = () => console.log("open");'
      : `socket.onopen = () => socket.send(${literalOf(message.body)});`,
    "socket.onmessage = ({ data }) => console.log(data);",
    "socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean);",
  ].join("\n");
}

const literalOf = (body: SaidMessage["body"]): string =>
  typeof body === "string" ? JSON.stringify(body) : `new Uint8Array([${body.join(", ")}])`;

/** Of a message; longer ones websocat cuts into several, unless it is told otherwise. */
const WEBSOCAT_BYTES = 65_536;

function websocat({ url, protocols, headers, message }: Parts): string {
  return joinCommand(message ? sayInShell(message) : "websocat", [
    // With a space after -H it would take all that follows for headers.
    ...headers.map((header) => `-H=${quote(lineOf(header))}`),
    ...(protocols.length > 0 ? [`--protocol=${quote(protocols.join(", "))}`] : []),
    quote(url),
  ]);
}

/**
 * One message, byte for byte, by the options of websocat 1.x: it makes a message of each line that
 * it reads, with its newline; in binary mode of whatever one read brings. Without -n it would end as
 * soon as the message is sent, before an answer comes.
 */
function sayInShell({ body, isCut }: SaidMessage): string {
  const note = isCut ? `# ${CUT}\n` : "";
  const { word, options, readNote } = wordsFor(body);
  const sizeBytes = new TextEncoder().encode(word).length;
  const size = sizeBytes >= WEBSOCAT_BYTES ? [`-B ${sizeBytes + 1}`] : [];
  const command = ["websocat -n", ...size, ...options].join(" ");
  return `${note}${readNote}printf %s ${quote(word)} | ${command}`;
}

function wordsFor(body: Body): { word: string; options: string[]; readNote: string } {
  if (typeof body !== "string") {
    const word = `b${encodeBase64(body)}`;
    const readNote = "# What comes back in binary is shown as b and base64.\n";
    return { word, options: ["--binary-prefix=b", "--base64"], readNote };
  }
  if (body === "") {
    const readNote = "# What comes back as text is shown with a t before it.\n";
    return { word: "t", options: ["--text-prefix=t"], readNote };
  }
  if (body.includes("\0")) {
    const readNote =
      "# NUL stands in no shell's word, hence base64; what comes back is shown so, too.\n";
    const word = encodeBase64(new TextEncoder().encode(body));
    return { word, options: ["--base64-text"], readNote };
  }
  if (!body.includes("\n")) return { word: body, options: [], readNote: "" };
  const readNote =
    "# A message of several lines: what comes back ends with NUL, not with a newline.\n";
  return { word: body, options: ["--null-terminated"], readNote };
}

/** Of one argument, on Linux (MAX_ARG_STRLEN in execve(2)). */
const ARGUMENT_BYTES = 128 * 1024 - 1;

function wscat({ url, protocols, headers, message }: Parts): string {
  const problem = message && problemForWscat(message.body);
  const text = problem === null && typeof message?.body === "string" ? message.body : null;
  const notes = [
    ...(message?.isCut ? [`# ${CUT}`] : []),
    ...(problem ? [`# ${problem}: this only opens.`] : []),
  ];
  return joinCommand([...notes, "wscat"].join("\n"), [
    `-c ${quote(url)}`,
    ...protocols.map((protocol) => `-s ${quote(protocol)}`),
    ...headers.map((header) => `-H ${quote(lineOf(header))}`),
    ...(text === null ? [] : [`-w 5 -x ${quote(text)}`]),
  ]);
}

function problemForWscat(body: Body): string | null {
  if (typeof body !== "string") return "wscat sends no binary messages";
  if (body.includes("\0")) return "The message contains NUL, which no argument can";
  const isLong = new TextEncoder().encode(body).length > ARGUMENT_BYTES;
  return isLong ? "The message is longer than an argument may be" : null;
}

const curl = ({ url, protocols, headers }: Parts): string =>
  // Without -g it would make several addresses of one with brackets in it.
  joinCommand("curl -i -N -g --http1.1 --max-time 10", [
    "-H 'Connection: Upgrade'",
    "-H 'Upgrade: websocket'",
    "-H 'Sec-WebSocket-Version: 13'",
    // Any 16 bytes will do; these are the ones of RFC 6455.
    "-H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='",
    ...(protocols.length > 0
      ? [`-H ${quote(`Sec-WebSocket-Protocol: ${protocols.join(", ")}`)}`]
      : []),
    // For curl a name without a value takes a header away; with a semicolon it is sent empty.
    ...headers.map((header) =>
      header.value.trim() === "" ? `-H ${quote(`${header.name};`)}` : `-H ${quote(lineOf(header))}`,
    ),
    quote(url.replace(/^ws/i, "http")),
  ]);

const lineOf = ({ name, value }: Header): string => `${name}: ${value}`;

export const COPIED_MASKED =
  "Copied, with tokens and cookies masked. With them: Handshake, Copy as.";
