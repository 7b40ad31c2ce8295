import { maskWords } from "../../secrets/secret-words.ts";
import { toHttp } from "../../session/probe.ts";
import type { Connection } from "../../session/session.ts";
import { replaceUnsafe } from "../../words/safe-text.ts";
import { formatDuration } from "../../words/words.ts";
import { closeCodeName } from "../knowledge/close-codes.ts";
import { addressOf } from "./address.ts";
import { ageMs, idleMs } from "./evidence.ts";

/** Longest piece of a page's own text within a sentence of ours. */
const MAX_QUOTE = 160;

/** What is looked at for it: a page's text may be long, and mostly blank. */
const MAX_READ = 2_048;

/** What most texts are, and need no work: printable ASCII without runs of spaces. */
const PLAIN = /^(?:[!-~]| (?=[!-~])){0,160}$/;

/** A page's text on one line, short enough to be read. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = replaceUnsafe(text.slice(0, MAX_READ), () => " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  // A character outside of the basic plane is two of the text's.
  const points = [...line.slice(0, 2 * MAX_QUOTE + 2)];
  const isCut = points.length > MAX_QUOTE || text.length > MAX_READ;
  return isCut ? `${points.slice(0, MAX_QUOTE).join("")}…` : line;
}

/** A stranger's sentence within one of ours, without what looks like a credential in it. */
export const quoteSafely = (text: string): string => quote(maskWords(text.slice(0, MAX_READ + 1)));

const onlyKnown = (ms: number | null) => (ms === null ? "an unknown time" : formatDuration(ms));

/** The part of a path that stays the same and stands in a proxy's configuration as it is. */
const LOCATION = /^\/[\w./-]{0,200}/;

const UNKNOWN_HOST = "an unknown host";

/** What the texts of any finding about a connection may name; worked out only where one does. */
const CONNECTION_FACTS = {
  host: (connection) => quote(addressOf(connection)?.host ?? connection.endpoint) || UNKNOWN_HOST,
  hostPort: (connection) =>
    quote(addressOf(connection)?.hostPort ?? connection.endpoint) || UNKNOWN_HOST,
  address: (connection) => {
    const url = addressOf(connection);
    return quote(url ? `${url.host}:${url.port}` : connection.endpoint) || UNKNOWN_HOST;
  },
  port: (connection) => quote(addressOf(connection)?.port ?? "") || "of the URL",
  httpUrl: (connection) => quote(toHttp(connection.endpoint)) || UNKNOWN_HOST,
  path: (connection) => quote(addressOf(connection)?.path ?? "/"),
  location: (connection) => LOCATION.exec(addressOf(connection)?.path ?? "/")?.[0] ?? "/",
  age: (connection) => onlyKnown(ageMs(connection)),
  idle: (connection) => onlyKnown(idleMs(connection)),
  code: ({ end }) =>
    end === null || end.code === null || !Number.isFinite(end.code) ? "no code" : String(end.code),
  codeName: ({ end }) => closeCodeName(end?.code ?? null),
  reason: ({ end }) => {
    const reason = quoteSafely(end?.reason ?? "");
    return reason === "" ? "" : `: “${reason}”`;
  },
} satisfies Record<string, (connection: Connection) => string>;

export type ConnectionFactName = keyof typeof CONNECTION_FACTS;

const isFactName = (name: string): name is ConnectionFactName =>
  Object.hasOwn(CONNECTION_FACTS, name);

export const connectionFact = (connection: Connection, name: string): string | undefined =>
  isFactName(name) ? CONNECTION_FACTS[name](connection) : undefined;
