/** What a page asks to be told from now on, and what it gives back, whatever the protocol. */
import { clip } from "../described.ts";
import { firstWord, hasAny, isObject, type JsonObject } from "../read-json.ts";
import { contentOf, hashOfContent } from "./content.ts";

export type Subscription = {
  /** The same for the same thing, on any connection. */
  key: number;
  /** The number by which it is given back or ends; 0 where it has none. */
  id: number;
  /** A few words of the page's own: "orders", "/topic/prices". */
  label: string;
  /** Given back, by key or by number. */
  leaves: boolean;
};

/** Under which the word stands that says what a message is for; the first one counts. */
const VERBS = ["type", "op", "action", "event", "command", "cmd", "msg", "method", "kind", "verb"];
const SUBSCRIBES = new Set(["subscribe", "sub", "join", "listen"]);
const LEAVES = new Set(["unsubscribe", "unsub", "leave", "unlisten"]);
/** What is subscribed to, by the names that protocols have for it. */
const TOPICS = [
  "channel",
  "destination",
  "topic",
  "room",
  "stream",
  "symbol",
  "name",
  "identifier",
  "target",
  "namespace",
];
/** Lists of them: each of its items can be given back alone. */
const TOPIC_LISTS = ["channels", "topics", "rooms", "streams", "symbols", "params", "args"];
const INNER = ["payload", "data", "params", "subscribe", "unsubscribe"];
const MAX_LABEL = 60;
const MAX_ITEMS = 32;

/** A message with none of these fields neither asks for anything, nor ends it, nor says that it goes on. */
export const SUBSCRIPTION_FIELDS: ReadonlySet<string> = new Set([
  ...VERBS,
  "subscribe",
  "unsubscribe",
  "error",
]);

/** Of one message that is sent; most have none. */
export function readSubscriptions(value: unknown): Subscription[] {
  if (Array.isArray(value)) return readArray(value);
  if (!isObject(value) || !hasAny(value, SUBSCRIPTION_FIELDS)) return [];
  // Centrifugo names the command by its field, SignalR by a number.
  if (isObject(value.subscribe)) return readObject(value.subscribe, new Set(), idOf(value), false);
  if (isObject(value.unsubscribe))
    return readObject(value.unsubscribe, new Set(), idOf(value), true);
  if (value.type === 4 || value.type === 5) return readSignalR(value);
  if (value.type === 1) return readHubCall(value);
  for (const name of VERBS) {
    const verb = value[name];
    const way = typeof verb === "string" ? (wayOf(verb) ?? graphqlWay(value, verb)) : null;
    if (way === null) continue;
    const { topic } = value;
    if (typeof topic === "string" && String(verb).startsWith("phx_"))
      return [channelOf(topic, way === "leaves")];
    return readObject(value, new Set([name]), idOf(value), way === "leaves");
  }
  return [];
}

const channelOf = (topic: string, leaves: boolean): Subscription => ({
  key: hashOfContent(`phoenix ${topic}`),
  id: 0,
  label: clip(topic, MAX_LABEL),
  leaves,
});

/** The word of an event or a method: "joinRoom", "room:join", "eth_subscribe", "SUBSCRIBE". */
function wayOf(verb: string): "subscribes" | "leaves" | null {
  const words = verb
    .slice(0, MAX_LABEL)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
  // "user joined the room" is said of somebody; an order begins or ends with its verb.
  const ends = [words[0], words.at(-1)].map((word) => word ?? "");
  if (ends.some((word) => LEAVES.has(word))) return "leaves";
  return ends.some((word) => SUBSCRIBES.has(word)) ? "subscribes" : null;
}

/** The older graphql-ws starts and stops, the newer one completes; a query asks once. */
function graphqlWay(value: JsonObject, verb: string): "subscribes" | "leaves" | null {
  if (verb === "stop" || verb === "complete") return "leaves";
  const isQuery = isObject(value.payload) && typeof value.payload.query === "string";
  return verb === "start" && isQuery ? "subscribes" : null;
}

function readObject(
  value: JsonObject,
  without: ReadonlySet<string>,
  id: number,
  leaves: boolean,
): Subscription[] {
  const query = isObject(value.payload) ? value.payload.query : undefined;
  if (typeof query === "string" && !/^\s{0,100}subscription\b/.test(query)) return [];
  const list = listOf(value);
  const items: unknown[] = list?.items ?? [null];
  return items.slice(0, MAX_ITEMS).map((item) => {
    const rest = contentOf(value, list ? new Set([...without, list.name]) : without);
    const own = item === null ? rest : `${rest}${contentOf(item)}`;
    const label = item === null ? labelOf(value, query) : labelOf(item, undefined);
    return { key: hashOfContent(own), id, label, leaves };
  });
}

/**
 * The only list of topics in it: two lists mean each of one with each of the other, and a text and
 * an object in one list are a topic and its options.
 */
function listOf(value: JsonObject): { name: string; items: unknown[] } | null {
  const lists = TOPIC_LISTS.flatMap((name) => {
    const items: unknown = value[name];
    return Array.isArray(items) && items.length > 0 ? [{ name, items: items as unknown[] }] : [];
  });
  const all = Object.values(value).filter((field) => Array.isArray(field) && field.length > 0);
  const [list] = lists;
  const isEven = list && new Set(list.items.map((item) => typeof item)).size === 1;
  return isEven && all.length === 1 ? list : null;
}

function labelOf(value: unknown, query: unknown): string {
  if (typeof query === "string") {
    const operation = /^\s{0,100}subscription\s{1,20}(\w{1,80})/.exec(query)?.[1];
    return operation ?? "a GraphQL subscription";
  }
  const word = firstWord(value);
  if (word !== null) return clip(word, MAX_LABEL);
  if (!isObject(value)) return clip(contentOf(value), MAX_LABEL);
  const args: unknown[] = Array.isArray(value.arguments) ? value.arguments : [];
  const own = firstWord(...TOPICS.map((name) => value[name]), ...args);
  if (own !== null) return clip(own, MAX_LABEL);
  for (const name of INNER) {
    const inner = value[name];
    const within = isObject(inner) ? firstWord(...TOPICS.map((each) => inner[each])) : null;
    if (within !== null) return clip(within, MAX_LABEL);
  }
  const list = listOf(value);
  return clip(list ? contentOf(list.items) : contentOf(value), MAX_LABEL);
}

/** Phoenix: [join_ref, ref, topic, "phx_join", …]; WAMP: [32, number, options, topic]; Nostr: ["REQ", id, …]. */
function readArray(value: unknown[]): Subscription[] {
  const [head, second, third, event] = value;
  if (typeof third === "string" && (event === "phx_join" || event === "phx_leave")) {
    return [channelOf(third, event === "phx_leave")];
  }
  if (head === 32 && typeof event === "string") {
    const key = hashOfContent(`wamp ${event}`);
    return [{ key, id: 0, label: clip(event, MAX_LABEL), leaves: false }];
  }
  if ((head === "REQ" || head === "CLOSE") && typeof second === "string") {
    const content = contentOf(value.slice(2));
    const id = hashOfContent(second);
    return [
      { key: hashOfContent(content), id, label: clip(second, MAX_LABEL), leaves: head === "CLOSE" },
    ];
  }
  return [];
}

/** A stream (4) and its end (5). */
function readSignalR(value: JsonObject): Subscription[] {
  const key = hashOfContent(`${firstWord(value.target)} ${contentOf(value.arguments)}`);
  const label = clip(firstWord(value.target) ?? "a stream", MAX_LABEL);
  return [{ key, id: idOf(value), label, leaves: value.type === 5 }];
}

/** SignalR's groups are joined by whatever method the hub has for it. */
function readHubCall(value: JsonObject): Subscription[] {
  const target = firstWord(value.target);
  const way = target === null ? null : wayOf(target);
  if (target === null || way === null) return [];
  const told = Array.isArray(value.arguments) ? firstWord(...(value.arguments as unknown[])) : null;
  const key = hashOfContent(contentOf(value.arguments));
  return [{ key, id: 0, label: clip(told ?? target, MAX_LABEL), leaves: way === "leaves" }];
}

const idOf = (value: JsonObject): number => {
  const id = firstWord(value.id, value.invocationId, value.subscriptionId);
  return id === null ? 0 : hashOfContent(id);
};

/** The number of a subscription that the other side ends or refuses; 0 where a message says neither. */
export function readEnded(value: unknown): number {
  if (!isObject(value)) return 0;
  const isEnd =
    value.type === "complete" ||
    value.type === "error" ||
    value.type === 3 ||
    value.msg === "nosub" ||
    isObject(value.error);
  return isEnd ? idOf(value) : 0;
}

/** Whether the two go on with what they had before: then nothing has to be asked for again. */
export const resumes = (value: unknown): boolean =>
  isObject(value) &&
  hasAny(value, SUBSCRIPTION_FIELDS) &&
  (value.op === 6 ||
    value.type === 9 ||
    (isObject(value.subscribe) && value.subscribe.recovered === true) ||
    [value.op, value.type, value.event, value.action, value.method].some(
      (word) => typeof word === "string" && /^(?:session[._-]?)?resumed?$/i.test(word),
    ));
