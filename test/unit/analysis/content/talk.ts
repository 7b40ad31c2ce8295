import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../../src/analysis/finding.ts";
import type { Body } from "../../../../src/protocol/rows.ts";
import type { Connection, Sample } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const OPENED_AT = T0 + 50;
const STEP_MS = 100;

type Line = ["send" | "receive", Body];
export const sent = (body: Body): Line => ["send", body];
export const received = (body: Body): Line => ["receive", body];

type Talk = Parameters<typeof makeConnection>[0] & {
  lines: Line[];
  /** From the last message to the end, or to the page's close(). */
  quietMs?: number;
};

/** A connection on which these messages went, one each 100 ms, and what came of it. */
export function makeTalk({ lines, quietMs = 20, close, closing, ...rest }: Talk): Connection {
  const samples: Sample[] = lines.map(([direction, body], i) => ({
    seq: i,
    at: OPENED_AT + (i + 1) * STEP_MS,
    direction,
    body,
  }));
  const endedAt = (samples.at(-1)?.at ?? OPENED_AT) + quietMs;
  const tally = (direction: "send" | "receive") => {
    const own = samples.filter((sample) => sample.direction === direction);
    return {
      count: own.length,
      sizeBytes: own.reduce((sum, { body }) => sum + body.length, 0),
      largestBytes: Math.max(0, ...own.map(({ body }) => body.length)),
      firstAt: own[0]?.at ?? null,
      lastAt: own.at(-1)?.at ?? null,
    };
  };
  const last = samples.at(-1);
  return makeConnection({
    open: true,
    ...rest,
    send: { ...tally("send"), ...rest.send },
    receive: { ...tally("receive"), ...rest.receive },
    first: samples.slice(0, 4),
    last: samples.slice(-8),
    lastMessage: last ? { at: last.at, direction: last.direction } : null,
    ...(close ? { close: { at: endedAt + (closing ? 5 : 0), ...close } } : {}),
    ...(closing ? { closing: { at: endedAt, ...closing } } : {}),
  });
}

export const findingsOf = (...connections: Connection[]): Finding[] =>
  diagnose(makeSession({ connections }), T0 + 3_600_000).findings;

/** What explains the end of the one connection. */
export function primaryOf(connection: Connection): Finding {
  const primary = findingsOf(connection).find((finding) => finding.primary);
  if (!primary) throw new Error("nothing explains the end");
  return primary;
}

export const troubleOf = (connection: Connection): string[] =>
  findingsOf(connection)
    .filter(({ severity }) => severity !== "info")
    .map(({ id }) => id);
