import { createLogReader, type ReadLog } from "../../../src/logs/read-log.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession } from "../../builders.ts";

/** 2026-12-01T11:05:36.623Z, a minute after which the samples' sockets ended. */
export const OPENED_AT = Date.UTC(2026, 11, 1, 11, 4, 36, 623);

const makeLive = (known: Parameters<typeof makeConnection>[0] = {}): Connection =>
  makeConnection({
    url: "wss://chat.example.com/live",
    createdAt: OPENED_AT,
    open: { at: OPENED_AT + 20 },
    close: { at: OPENED_AT + 60_020 },
    ...known,
  });

type Options = { connections?: Connection[]; format?: string | null; pieces?: number };

/** A log of whatever goes to the path of these connections, at once or in pieces of so many characters. */
export function readLog(
  text: string,
  { connections = [makeLive()], format = null, pieces = text.length }: Options = {},
): ReadLog {
  const reader = createLogReader("test.log", listWanted(makeSession({ connections })), format);
  for (let at = 0; at < text.length; at += pieces) reader.push(text.slice(at, at + pieces));
  return reader.end();
}

export const recordIn = (text: string, format: string | null = null) => {
  const { records } = readLog(text, { format });
  const [first] = records;
  if (!first) throw new Error(`nothing was read of: ${text}`);
  return first;
};
