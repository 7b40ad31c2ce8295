/** What opens the same socket elsewhere, as text for a console or a shell. */
import { encodeBase64 } from "../har/base64.ts";
import { maskBody, maskUrl } from "../har/redact-text.ts";
import { isSecretHeader, maskSecret, maskSubprotocols } from "../session/secrets.ts";
import type { Connection, Header } from "../session/session.ts";
import type { SaidMessage } from "./said-message.ts";

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
  connection: Pick<Connection, "url" | "protocols" | "handshake">,
  message: SaidMessage | null,
  withSecrets: boolean,
): string {
  const parts = partsOf(connection, message, withSecrets);
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

type Parts = {
  url: string;
  protocols: string[];
  headers: Header[];
  message: SaidMessage | null;
};

function partsOf(
  { url, protocols, handshake }: Pick<Connection, "url" | "protocols" | "handshake">,
  message: SaidMessage | null,
  withSecrets: boolean,
): Parts {
  const headers = (handshake?.requestHeaders ?? []).filter(({ name }) =>
    TELLING_HEADERS.test(name),
  );
  if (withSecrets) return { url, protocols: protocols ?? [], headers, message };
  return {
    url: maskUrl(url),
    protocols: maskSubprotocols(protocols ?? []),
    headers: headers.map(({ name, value }) => ({
      name,
      value: isSecretHeader(name) ? maskSecret(value) : value,
    })),
    message: message && { ...message, body: maskBody(message.body) },
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

function websocat({ url, protocols, headers, message }: Parts): string {
  return join(message ? sayInShell(message) : "websocat", [
    ...headers.map(headerOption),
    ...(protocols.length > 0 ? [`--protocol ${quote(protocols.join(", "))}`] : []),
    quote(url),
  ]);
}

/** Without -n websocat would end as soon as the message is sent, before an answer comes. */
function sayInShell({ body, isCut }: SaidMessage): string {
  const note = isCut ? `# ${CUT}\n` : "";
  return typeof body === "string"
    ? `${note}printf '%s\\n' ${quote(body)} | websocat -n`
    : `${note}printf %s ${quote(encodeBase64(body))} | base64 -d | websocat -b -n`;
}

function wscat({ url, protocols, headers, message }: Parts): string {
  const text = typeof message?.body === "string" ? message.body : null;
  const notes = [
    ...(message?.isCut ? [`# ${CUT}`] : []),
    ...(message && text === null ? ["# wscat sends no binary messages: this only opens."] : []),
  ];
  return join([...notes, "wscat"].join("\n"), [
    `-c ${quote(url)}`,
    ...protocols.map((protocol) => `-s ${quote(protocol)}`),
    ...headers.map(headerOption),
    ...(text === null ? [] : [`-w 5 -x ${quote(text)}`]),
  ]);
}

const curl = ({ url, protocols, headers }: Parts): string =>
  join("curl -i -N --http1.1 --max-time 10", [
    "-H 'Connection: Upgrade'",
    "-H 'Upgrade: websocket'",
    "-H 'Sec-WebSocket-Version: 13'",
    // Any 16 bytes will do; these are the ones of RFC 6455.
    "-H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='",
    ...(protocols.length > 0
      ? [`-H ${quote(`Sec-WebSocket-Protocol: ${protocols.join(", ")}`)}`]
      : []),
    ...headers.map(headerOption),
    quote(url.replace(/^ws/, "http")),
  ]);

const headerOption = ({ name, value }: Header): string => `-H ${quote(`${name}: ${value}`)}`;

const join = (command: string, options: string[]): string => [command, ...options].join(" \\\n  ");

/** For a POSIX shell: within single quotes nothing has a meaning but the quote itself. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
