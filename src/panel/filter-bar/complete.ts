/** What could stand where the caret is: names of terms, and the values that make sense for each. */
import { FINDING_IDS } from "../../analysis/findings.ts";
import type { Connection } from "../../session/session.ts";
import {
  CLOSE_NAMES,
  CONNECTION_QUALITIES,
  FRAME_NAMES,
  SEVERITIES,
  STATE_NAMES,
} from "../filter/connection-terms.ts";
import { QUALITY_NAMES, TYPE_NAMES } from "../filter/message-terms.ts";

export type Completion = { insert: string; meaning: string };
export type Completions = { from: number; to: number; items: Completion[] };

const NAMES: Readonly<Record<string, string>> = {
  "url:": "connections: part of the address",
  "close:": "connections: close code, 1006 or 4xxx",
  "state:": "connections: open, closed, failed …",
  "finding:": "connections: what the diagnosis found",
  "frame:": "connections: top, iframe, worker",
  "protocol:": "connections: subprotocol",
  "dir:": "messages: send or receive",
  "size:": "messages: >1k, 100..2k",
  "type:": "messages: text, binary, json …",
  "time:": "messages: >5s after the opening, or 14:02..14:05",
  "is:": "error, trouble; messages: json, heartbeat …",
};
const MAX_ITEMS = 12;

/** `connections`: those of the session, whose addresses, codes and protocols are offered. */
export function completeFilter(
  text: string,
  caret: number,
  connections: Iterable<Connection>,
): Completions {
  const from = startOfWord(text, caret);
  const to = caret + (/^[^\s|]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const word = text.slice(from, caret);
  const [, minus = "", name, value = ""] = /^(-?)(?:([a-z]+):)?(.*)$/i.exec(word) ?? [];
  const none = { from, to, items: [] };
  if (/["/]/.test(value)) return none;
  if (!name) return { from, to, items: startingWith(value, namesFor(minus)) };
  const values = valuesOf(name.toLowerCase(), connections);
  // After a "|" stands one more value of the same name.
  const last = value.slice(value.lastIndexOf("|") + 1);
  const before = word.slice(0, word.length - last.length);
  const wanted = last.toLowerCase();
  const items = values
    .filter(({ insert }) => insert.toLowerCase().includes(wanted) && insert !== last)
    .map(({ insert, meaning }) => ({ insert: `${before}${quoteIfNeeded(insert)}`, meaning }));
  return { from, to, items: items.slice(0, MAX_ITEMS) };
}

const startOfWord = (text: string, caret: number): number =>
  caret - (text.slice(0, caret).split(/\s/).at(-1)?.length ?? 0);

const namesFor = (minus: string): Completion[] =>
  Object.entries(NAMES).map(([name, meaning]) => ({ insert: minus + name, meaning }));

const startingWith = (typed: string, items: Completion[]): Completion[] =>
  items.filter(({ insert }) => insert.replace("-", "").startsWith(typed.toLowerCase()));

const plain = (words: readonly string[], meaning = ""): Completion[] =>
  words.map((insert) => ({ insert, meaning }));

function valuesOf(name: string, connections: Iterable<Connection>): Completion[] {
  switch (name) {
    case "url":
      return seen(connections, ({ endpoint }) => endpoint.replace(/^wss?:\/\//, ""));
    case "protocol":
      return seen(connections, ({ open }) => open?.protocol || null);
    case "close":
      return [
        ...seen(connections, ({ end }) => (end?.code ? String(end.code) : null)),
        ...plain(CLOSE_NAMES),
      ];
    case "state":
      return plain(STATE_NAMES);
    case "finding":
      return [...plain(["any", "none"]), ...plain(SEVERITIES, "severity"), ...plain(FINDING_IDS)];
    case "frame":
      return plain(FRAME_NAMES);
    case "dir":
      return plain(["send", "receive"]);
    case "type":
      return plain(TYPE_NAMES);
    case "is":
      return [
        ...plain(Object.keys(CONNECTION_QUALITIES), "connections"),
        ...plain(QUALITY_NAMES, "messages"),
      ];
    case "size":
      return plain([">1k", ">64k", ">1M", "<100"]);
    case "time":
      return plain([">5s", ">1min", "<1s"], "after the opening");
    default:
      return [];
  }
}

/** What the session has, most frequent first. */
function seen(
  connections: Iterable<Connection>,
  read: (connection: Connection) => string | null,
): Completion[] {
  const counts = new Map<string, number>();
  for (const connection of connections) {
    const value = read(connection);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([insert, count]) => ({
      insert,
      meaning: count === 1 ? "1 connection" : `${count} connections`,
    }));
}

const quoteIfNeeded = (value: string): string => (/[\s|"]/.test(value) ? `"${value}"` : value);
