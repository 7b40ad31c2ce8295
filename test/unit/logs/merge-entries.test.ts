import { describe, expect, it } from "vitest";
import { putBeside } from "../../../src/logs/beside.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { OPENED_AT, readLog } from "./read.ts";

const at = (ms: number) => new Date(OPENED_AT + ms).toISOString();
/** As the gateway's console has them (openclaw/openclaw#47952, #79603; openclaw-assistant#48). */
const LOG = [
  `${at(80)} [ws] webchat connected conn=a445aab7-0001 remote=127.0.0.1 client=openclaw-control-ui webchat v2026.3.13`,
  `${at(10_000)} [ws] webchat connected conn=b9ffb9ff-0002 remote=127.0.0.1 client=cli`,
  `${at(40_000)} [ws] handshake timeout conn=c1d2c1d2-0003 remote=127.0.0.1`,
  `${at(40_010)} [ws] closed before connect conn=c1d2c1d2-0003 remote=127.0.0.1 code=1000 reason=n/a`,
  `${at(60_020)} [ws] webchat disconnected code=1006 reason=n/a conn=a445aab7-0001`,
  `${at(61_000)} [ws] webchat disconnected code=1001 reason=n/a conn=b9ffb9ff-0002`,
  "",
].join("\n");

describe("several lines of one connection in a gateway's log", () => {
  it("are one account of it, with begin, end and duration, and no other's", () => {
    const { records } = readLog(LOG);
    expect(records.map(({ ids, code, isEvent, line }) => [ids[0], code, isEvent, line])).toEqual([
      ["a445aab7-0001", 1006, false, 5],
      ["b9ffb9ff-0002", 1001, false, 6],
      ["c1d2c1d2-0003", 1000, true, 4],
    ]);
    expect(records[0]?.durationMs).toBeGreaterThan(59_000);
    // Why it ended is told first, and how last.
    expect(records[2]?.cause).toMatchObject({ kind: "handshake-timeout", by: "self" });
  });

  it("are found by their times, beside a connection that knows no name of the gateway's", () => {
    const connection = makeConnection({
      url: "ws://127.0.0.1:18789/",
      createdAt: OPENED_AT - 300,
      open: { at: OPENED_AT - 280 },
      close: { at: OPENED_AT + 59_720, code: 1006 },
    });
    const wanted = listWanted(makeSession({ connections: [connection] }));
    const log = readLog(LOG, { connections: [connection] });
    const path = putBeside(wanted, [log]).paths.get(connection.id);
    expect(path?.hops.map(({ lines, code }) => [lines, code])).toEqual([[[5], 1006]]);
  });
});
