import { describe, expect, it } from "vitest";
import { putBeside } from "../../../../src/logs/beside.ts";
import { createLogReader } from "../../../../src/logs/read-log.ts";
import { listWanted } from "../../../../src/logs/wanted.ts";
import { barOf, isPageFirst, spanOfPath } from "../../../../src/panel/logs/path-bars.ts";
import { makeConnection, makeSession } from "../../../builders.ts";
import { OPENED_AT } from "../../logs/read.ts";

function joinOne() {
  const connections = [10_000, 31_000, 47_500].map((at) =>
    makeConnection({
      url: "wss://chat.example.com/live",
      createdAt: OPENED_AT + at,
      open: { at: OPENED_AT + at + 20 },
      close: { at: OPENED_AT + at + 5_000 },
    }),
  );
  const wanted = listWanted(makeSession({ connections }));
  const reader = createLogReader("haproxy.log", wanted, null);
  for (const { createdAt } of connections) {
    const time = new Date(createdAt + 8).toISOString().slice(11, 23);
    reader.push(
      `10.0.1.2:333 [01/Dec/2026:${time}] site be/srv1 0/0/1/2/4985 101 275 - - ---- 1/1/1/1/0 0/0 "GET /live HTTP/1.1"\n`,
    );
  }
  const path = putBeside(wanted, [reader.end()]).paths.get(connections[0]?.id ?? "");
  if (!path) throw new Error("no line was joined");
  return path;
}

/** One that the page saw end so long before the proxy did. */
function pathOf(earlierMs: number) {
  const { connection, ...path } = joinOne();
  return { ...path, connection: { ...connection, endedAt: (connection.endedAt ?? 0) - earlierMs } };
}

describe("the path of a connection", () => {
  it("spans all of its hops, and an open one until now", () => {
    const path = pathOf(0);
    const { from, to } = spanOfPath(path, OPENED_AT);
    expect(from).toBeLessThanOrEqual(path.connection.createdAt);
    expect(to).toBeGreaterThanOrEqual(path.connection.endedAt ?? 0);
    const open = { ...path, connection: { ...path.connection, endedAt: null } };
    expect(spanOfPath(open, OPENED_AT + 90_000).to).toBe(OPENED_AT + 90_000);
  });

  it("says that the page was over first only where the clocks are sure enough", () => {
    expect(isPageFirst(pathOf(0))).toBe(false);
    expect(isPageFirst(pathOf(900))).toBe(true);
  });
});

describe("a hop's bar", () => {
  const span = { from: 1_000, to: 2_000 };

  it("lies where it lived, with what is not sure of its end", () => {
    expect(barOf(span, 1_250, 1_750, 100)).toEqual({
      left: 25,
      width: 50,
      unsureLeft: 65,
      unsure: 20,
    });
  });

  it("stays within its lane, and is none where no time is known", () => {
    expect(barOf(span, null, 1_500, Number.POSITIVE_INFINITY)).toEqual({
      left: 0,
      width: 50,
      unsureLeft: 0,
      unsure: 0,
    });
    const wide = barOf(span, 0, 9_000, 5_000);
    expect(wide?.left).toBe(0);
    expect((wide?.unsureLeft ?? 0) + (wide?.unsure ?? 0)).toBeLessThanOrEqual(100);
    expect(barOf(span, null, null, 0)).toBeNull();
  });
});
