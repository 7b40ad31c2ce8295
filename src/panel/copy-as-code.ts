/** What opens the same socket elsewhere, as text for a console or a shell. */
import { maskBody, maskUrl } from "../har/redact-text.ts";
import { isSecretHeader, maskSecret, maskSubprotocols } from "../session/secrets.ts";
import type { Connection, Header } from "../session/session.ts";

export type CodeKind = "javascript" | "websocat" | "wscat" | "curl";
export const CODE_NAMES: Readonly<Record<CodeKind, string>> = {
  javascript: "JavaScript (new WebSocket)",
  websocat: "websocat",
  wscat: "wscat",
  curl: "curl (the upgrade request)",
};

/** The headers that decide whether a server accepts a handshake; the rest the tool sets itself. */
const TELLING_HEADERS = /^(?:origin|cookie|authorization|user-agent|x-.*)$/i;

/** `text`: a message to send once it is open. Without `withSecrets`, credentials are masked. */
export function copyAsCode(
  kind: CodeKind,
  connection: Pick<Connection, "url" | "protocols" | "handshake">,
  text: string | null,
  withSecrets: boolean,
): string {
  const parts = partsOf(connection, text, withSecrets);
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

type Parts = { url: string; protocols: string[]; headers: Header[]; text: string | null };

function partsOf(
  { url, protocols, handshake }: Pick<Connection, "url" | "protocols" | "handshake">,
  text: string | null,
  withSecrets: boolean,
): Parts {
  const headers = (handshake?.requestHeaders ?? []).filter(({ name }) =>
    TELLING_HEADERS.test(name),
  );
  if (withSecrets) return { url, protocols: protocols ?? [], headers, text };
  const masked = text === null ? null : maskBody(text);
  return {
    url: maskUrl(url),
    protocols: maskSubprotocols(protocols ?? []),
    headers: headers.map(({ name, value }) => ({
      name,
      value: isSecretHeader(name) ? maskSecret(value) : value,
    })),
    text: typeof masked === "string" ? masked : null,
  };
}

function javascript({ url, protocols, text }: Parts): string {
  const given = [url, ...(protocols.length > 0 ? [protocols] : [])].map((part) =>
    JSON.stringify(part),
  );
  return [
    `const socket = new WebSocket(${given.join(", ")});`,
    text === null
      ? 'socket.onopen = () => console.log("open");'
      : `socket.onopen = () => socket.send(${JSON.stringify(text)});`,
    "socket.onmessage = ({ data }) => console.log(data);",
    "socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean);",
  ].join("\n");
}

function websocat({ url, protocols, headers, text }: Parts): string {
  const before = text === null ? "" : `printf '%s\\n' ${quote(text)} | `;
  // Without -n it would end as soon as the text is sent, before an answer comes.
  const wait = text === null ? "" : " -n";
  return join(`${before}websocat${wait}`, [
    ...headers.map(headerOption),
    ...(protocols.length > 0 ? [`--protocol ${quote(protocols.join(", "))}`] : []),
    quote(url),
  ]);
}

const wscat = ({ url, protocols, headers, text }: Parts): string =>
  join("wscat", [
    `-c ${quote(url)}`,
    ...protocols.map((protocol) => `-s ${quote(protocol)}`),
    ...headers.map(headerOption),
    ...(text === null ? [] : [`-w 5 -x ${quote(text)}`]),
  ]);

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
