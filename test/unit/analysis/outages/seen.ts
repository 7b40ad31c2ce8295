/** What a page saw, in seconds from a round moment: for stories of outages. */

import { hashOfBody, shapeOfBody } from "../../../../src/protocol/measure-body.ts";
import { ROW_SEND } from "../../../../src/protocol/rows.ts";
import { foldMessage } from "../../../../src/session/fold.ts";
import type { Connection, Sample } from "../../../../src/session/session.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const S = 1_000;
export const at = (s: number): number => T0 + s * S;
export const inS = (ms: number | null): number | null => (ms === null ? null : (ms - T0) / S);

export type Parts = Parameters<typeof makeConnection>[0];
type End = { code?: number; reason?: string };

/** Open from then until then, or still. */
export const lived = (
  url: string,
  from: number,
  until: number | null,
  end: End = {},
  parts: Parts = {},
): Connection =>
  makeConnection({
    url,
    createdAt: at(from) - 50,
    open: { at: at(from) },
    ...(until === null
      ? {}
      : { close: { at: at(until), wasClean: (end.code ?? 1006) !== 1006, ...end } }),
    ...parts,
  });

/** An attempt that a server or a proxy turned down. */
export const answered = (url: string, s: number, status: number, parts: Parts = {}): Connection =>
  makeConnection({
    url,
    createdAt: at(s),
    close: { at: at(s) + 60 },
    handshake: {
      status,
      error: `Error during WebSocket handshake: Unexpected response code: ${status}`,
    },
    ...parts,
  });

/** An attempt that got no answer, in the browser's words. */
export const failed = (url: string, s: number, error: string, parts: Parts = {}): Connection =>
  makeConnection({
    url,
    createdAt: at(s),
    close: { at: at(s) + 30 },
    handshake: { error: `Error in connection establishment: net::${error}` },
    ...parts,
  });

export const refused = (url: string, s: number, parts: Parts = {}): Connection =>
  failed(url, s, "ERR_CONNECTION_REFUSED", parts);

/** From 1 s on, doubling up to `most`. */
export function waits(from: number, until: number, most = 30): number[] {
  const all: number[] = [];
  for (let s = from + 1, wait = 1; s < until; wait = Math.min(most, wait * 2), s += wait)
    all.push(s);
  return all;
}

/** Seconds from the open; true: sent. */
export type Said = [afterS: number, isSent: boolean, body: string];

export function talk(connection: Connection, said: readonly Said[]): Connection {
  for (const [i, [afterS, isSent, body]] of said.entries()) {
    foldMessage(connection, {
      seq: i,
      at: (connection.open?.at ?? connection.createdAt) + afterS * S,
      flags: isSent ? ROW_SEND : 0,
      shape: shapeOfBody(body),
      hash: hashOfBody(body),
      sizeBytes: body.length,
      bufferedBytes: 0,
      body,
    });
    const sample: Sample = {
      seq: i,
      at: (connection.open?.at ?? connection.createdAt) + afterS * S,
      direction: isSent ? "send" : "receive",
      body,
    };
    if (connection.first.length < 3) connection.first.push(sample);
    else connection.last.push(sample);
  }
  return connection;
}

const PLACES: Record<string, string> = {
  live: "wss://api.example.com/live",
  chat: "wss://api.example.com/chat",
  room: "wss://api.example.com/room",
  feed: "wss://feed.example.net/ticks",
};

/**
 * A row of connections in one line: "live open -600 0 1001", "live open 15" (still), "live 503 1 3 7",
 * "live ERR_TIMED_OUT 1", "live refused 1 3". `live?a` carries the token a, `live#2` is of document d2;
 * what is in quotes is the reason.
 */
export function see(row: string, more: Parts = {}): Connection[] {
  const reason = /"(.*)"/.exec(row)?.[1];
  const [where = "", what = "", ...figures] = row.replace(/ ".*"/, "").split(" ");
  const [place = "", page] = where.split("#");
  const [name = "", token] = place.split("?");
  const url = (PLACES[name] ?? `wss://${name}.example.com/live`) + (token ? `?token=${token}` : "");
  const parts = { ...(page ? { documentId: `d${page}`, page: Number(page) } : {}), ...more };
  const numbers = figures.map(Number);
  if (what === "open") {
    const [from = 0, until = null, code] = numbers;
    return [lived(url, from, until, { ...(code && { code }), ...(reason && { reason }) }, parts)];
  }
  return numbers.map((s) =>
    /^\d/.test(what)
      ? answered(url, s, Number(what), parts)
      : failed(url, s, what === "refused" ? "ERR_CONNECTION_REFUSED" : what, parts),
  );
}
