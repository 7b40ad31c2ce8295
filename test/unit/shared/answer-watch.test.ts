import { describe, expect, it } from "vitest";
import { createAnswerWatch } from "../../../src/shared/answer-watch.ts";

/** A watch whose pauses end one at a time, by hand. */
function makeWatch() {
  const waiting = new Set<number>();
  const pauses: (() => void)[] = [];
  let reopened = 0;
  const watch = createAnswerWatch(
    () => waiting.size > 0,
    () => {
      reopened++;
    },
    () => new Promise((resolve) => pauses.push(resolve)),
  );
  const endPause = async () => {
    pauses.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { watch, waiting, pauses, endPause, reopened: () => reopened };
}

describe("a port that swallows what it is given", () => {
  it("is replaced, again and again until something is acknowledged", async () => {
    const { watch, waiting, endPause, reopened } = makeWatch();
    waiting.add(1);
    void watch.sent();
    await endPause();
    expect(reopened()).toBe(1);
    await endPause();
    expect(reopened()).toBe(2);
  });

  it("is not taken for one that is slow: an answer to any of them is one", async () => {
    const { watch, waiting, endPause, reopened } = makeWatch();
    waiting.add(1).add(2);
    void watch.sent();
    void watch.sent();
    waiting.delete(1);
    watch.answered();
    await endPause();
    expect(reopened()).toBe(0);
    await endPause();
    expect(reopened()).toBe(1);
  });

  it("is no longer looked at once nothing waits, and is looked at again with the next", async () => {
    const { watch, waiting, pauses, endPause, reopened } = makeWatch();
    waiting.add(1);
    void watch.sent();
    waiting.clear();
    watch.answered();
    await endPause();
    expect(pauses).toHaveLength(0);
    waiting.add(2);
    void watch.sent();
    await endPause();
    expect(reopened()).toBe(1);
  });
});
