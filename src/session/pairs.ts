/** Requests and answers that name each other, as far as their bodies are seen. */
import { hashOfBody } from "../protocol/measure-body.ts";
import { countAnswer } from "./answers.ts";
import { contentHash, noteSent } from "./talk.ts";
import type { Pairs, Talk, Traffic } from "./traffic.ts";

type Direction = "send" | "receive";

/** Under which names applications put the number by which an answer names its request. */
export const ID_NAMES: ReadonlySet<string> = new Set([
  "id",
  "requestId",
  "request_id",
  "reqId",
  "req_id",
  "invocationId",
  "correlationId",
  "correlation_id",
  "messageId",
  "message_id",
  "msgId",
  "msg_id",
  "reply_to",
  "replyTo",
  "in_reply_to",
  "ref",
  "nonce",
  "seq",
]);
/** By which they tell their messages apart. */
const KIND_NAMES = ["method", "type", "action", "op", "event", "cmd", "command", "kind"];
const MAX_ID = 64;
const MAX_PENDING = 32;
const MAX_KINDS = 16;

const NO_KIND = 0;

/** What is an answer itself asks for none. */
const IS_ANSWER = /(?:^|[._-])(?:ack|acks|reply|response|result|pong|error)$/i;

/** Notes one JSON message. Whether it answers a request that it names. */
export function notePair(
  { pairs, talk }: Traffic,
  value: unknown,
  direction: Direction,
  at: number,
): boolean {
  if (direction === "receive") return pairs.pending.length > 0 && answer(pairs, value, at);
  ask(pairs, talk, value, at);
  return false;
}

/** Something came whose text was not read: it may have answered any of them. */
export function forgetPending({ pairs }: Traffic): void {
  if (pairs.pending.length > 0) pairs.pending = [];
}

function ask(pairs: Pairs, talk: Talk, value: unknown, at: number): void {
  const [name] = namesOf(value);
  if (name === undefined) return;
  const id = hashOfBody(name);
  const kind = kindOf(value);
  if (kind === null) return;
  const { pending } = pairs;
  // One that is named twice is a thing rather than a request.
  const same = pending.findIndex((request) => request.id === id);
  if (same >= 0) pending.splice(same, 1);
  else if (pending.length >= MAX_PENDING) pending.shift();
  const request = { id, kind, content: contentHash(value), at };
  pending.push(request);
  noteSent(talk, request, name.length);
}

function answer(pairs: Pairs, value: unknown, at: number): boolean {
  for (const id of idsOf(value)) {
    const place = pairs.pending.findIndex((request) => request.id === id);
    if (place < 0) continue;
    const [request] = pairs.pending.splice(place, 1);
    if (!request) return false;
    countAnswer(pairs.answers, Math.max(0, at - request.at), at);
    countKind(pairs, request.kind);
    return true;
  }
  return false;
}

function countKind({ kinds }: Pairs, kind: number): void {
  const known = kinds.find((candidate) => candidate.kind === kind);
  if (known) known.answered++;
  else if (kinds.length < MAX_KINDS) kinds.push({ kind, answered: 1 });
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string | number =>
  typeof value === "number" ||
  (typeof value === "string" && value !== "" && value.length <= MAX_ID);

const idsOf = (value: unknown): number[] => namesOf(value).map(hashOfBody);

function namesOf(value: unknown): string[] {
  if (isObject(value)) {
    const ids: string[] = [];
    for (const name in value) {
      const id = ID_NAMES.has(name) ? value[name] : null;
      if (isId(id)) ids.push(String(id));
    }
    return ids;
  }
  // WAMP, OCPP, Phoenix and Nostr: a list whose second item is the number.
  if (!Array.isArray(value)) return [];
  const [head, id]: unknown[] = value;
  return (head === null || isId(head)) && isId(id) ? [String(id)] : [];
}

/** GraphQL's are answered by what happens, perhaps never; a query of the same type at once. */
function isSubscription({ payload }: { [name: string]: unknown }): boolean {
  const query = isObject(payload) ? payload.query : null;
  return typeof query === "string" && SUBSCRIPTION.test(query);
}

const SUBSCRIPTION = /^\s{0,100}subscription\b/;

/** Null: what is sent answers something itself. */
function kindOf(value: unknown): number | null {
  if (Array.isArray(value)) return typeof value[0] === "number" ? value[0] : NO_KIND;
  if (!isObject(value)) return NO_KIND;
  const kind = KIND_NAMES.map((name) => value[name]).find(isId);
  if (kind === undefined) return "result" in value || "error" in value ? null : NO_KIND;
  const name = isSubscription(value) ? `${kind} subscription` : String(kind);
  return IS_ANSWER.test(name) ? null : hashOfBody(name);
}
