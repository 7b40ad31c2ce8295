/**
 * Ids of traces and spans. They are derived from what they stand for, so the same file gives the
 * same ids however often it is sent, and a store can tell a second copy for one.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import type { Connection, Session } from "../session/session.ts";
import { connectionsInOrder } from "../session/session.ts";

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;

export const traceIdFor = (...seed: (string | number)[]): string => idOf(TRACE_BYTES, seed);
export const spanIdFor = (...seed: (string | number)[]): string => idOf(SPAN_BYTES, seed);

/** A digest of nothing but zeros, which would be no id, is as likely as to guess one. */
function idOf(bytes: number, seed: readonly (string | number)[]): string {
  const digest = sha256(new TextEncoder().encode(JSON.stringify(["stormglass", ...seed])));
  return Array.from(digest.subarray(0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

/**
 * What tells a connection from every other, in this file and in others: the same in a later export
 * of the same session, masked or not.
 */
export const seedOf = ({ id, createdAt, endpoint }: Connection): [string, number, string] => [
  id,
  createdAt,
  endpoint,
];

export function sessionIdOf(session: Session): string {
  const first = connectionsInOrder(session)[0];
  const { name = "", version = "" } = session.browser ?? {};
  return traceIdFor("session", session.startedAt, name, version, ...(first ? seedOf(first) : []));
}
