import { describe, expect, it } from "vitest";
import { createGuard } from "../../../src/bridge/guard.ts";
import { createHookWatch } from "../../../src/bridge/hook-watch.ts";
import { createOutbox, type Outgoing } from "../../../src/bridge/outbox.ts";
import type { Envelope } from "../../../src/protocol/envelope.ts";
import { makeClose, makeConnecting } from "../../builders.ts";

const thrower = (words: string) => () => {
  throw new TypeError(words);
};

describe("the bridge's guard", () => {
  it("counts what is thrown by listeners and promises, and tells it once with the first words", async () => {
    const told: unknown[] = [];
    const guard = createGuard(() => told.push(guard.take()));
    guard.wrap(thrower("first"))();
    guard.run(thrower("second"));
    guard.run(() => Promise.reject(new Error("third")));
    await expect
      .poll(() => told)
      .toEqual([
        { count: 2, error: "TypeError: first" },
        { count: 1, error: "Error: third" },
      ]);
  });

  it("does not begin anew where the telling fails, which leaves with what comes next", async () => {
    let tellings = 0;
    const guard = createGuard(() => {
      tellings++;
      throw new Error("cannot tell");
    });
    guard.run(thrower("first"));
    await Promise.resolve();
    await Promise.resolve();
    expect(tellings).toBe(1);
    expect(guard.take()).toEqual({ count: 2, error: "TypeError: first" });
  });
});

describe("an envelope that no port can carry", () => {
  it("is given up and counted, and does not keep those behind it waiting", () => {
    const outgoing = (events: Outgoing["events"]): Outgoing => ({
      ...{ clock: { wallMs: 0, monotonicMs: 0 }, recorded: false, rows: null },
      ...{ backlog: null, lateBodies: [], events },
    });
    const sent: number[] = [];
    const lost: [unknown, number][] = [];
    const isPoison = ({ events }: Envelope) => events.some(({ kind }) => kind === "close");
    let connected = false;
    const outbox = createOutbox(
      (envelope) => {
        if (connected && isPoison(envelope)) throw new Error("cannot be cloned");
        if (connected) sent.push(envelope.n);
        return connected;
      },
      (error, count) => lost.push([String(error), count]),
    );
    outbox.push(outgoing([makeConnecting(1)]));
    outbox.push(outgoing([makeClose(1, 1), makeClose(2, 1)]));
    outbox.push(outgoing([makeConnecting(3)]));
    connected = true;
    outbox.resend();
    expect(sent).toEqual([1, 3]);
    expect(lost).toEqual([["Error: cannot be cloned", 2]]);
    outbox.acknowledge(3);
    expect(outbox.waiting).toBe(0);
  });
});

describe("the watch over the hook", () => {
  /** Time passes when it is let. */
  const startWatch = () => {
    const silent: (number | "heard")[] = [];
    const seen = { pulls: 0, pass: () => {} };
    const watch = createHookWatch(
      () => seen.pulls++,
      (sockets) => silent.push(sockets),
      () => silent.push("heard"),
      () => new Promise((resolve) => Object.assign(seen, { pass: resolve })),
    );
    return { watch, silent, seen };
  };

  it("says once how many sockets nobody hears, once that it answers, and so each time", () => {
    const { watch, silent } = startWatch();
    watch.pulled(true);
    expect(silent).toEqual([]);
    watch.pulled(false);
    expect(silent).toEqual([0]);
    void watch.hear([makeConnecting(1), makeConnecting(2), makeConnecting(3), makeClose(3, 1)]);
    watch.pulled(true);
    watch.pulled(false);
    watch.pulled(false);
    expect(silent).toEqual([0, "heard", 2]);
    watch.pulled(true);
    watch.pulled(true);
    watch.pulled(false);
    expect(silent).toEqual([0, "heard", 2, "heard", 2]);
  });

  it("asks again and again while sockets live, and rests when there are none", async () => {
    const { watch, seen } = startWatch();
    void watch.hear([makeConnecting(1)]);
    for (let i = 1; i <= 3; i++) {
      seen.pass();
      await expect.poll(() => seen.pulls).toBe(i);
    }
    const looking = watch.hear([makeConnecting(2)]);
    await looking;
    void watch.hear([makeClose(1, 1), makeClose(2, 1)]);
    seen.pass();
    await expect.poll(() => seen.pulls).toBe(3);
    const again = watch.hear([makeConnecting(3)]);
    seen.pass();
    await expect.poll(() => seen.pulls).toBe(4);
    watch.forget();
    seen.pass();
    await again;
    expect(seen.pulls).toBe(4);
  });
});
