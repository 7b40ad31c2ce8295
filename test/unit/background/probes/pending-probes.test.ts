import { describe, expect, it } from "vitest";
import {
  createPendingProbes,
  type PendingProbe,
} from "../../../../src/background/probes/pending-probes.ts";

const probe: PendingProbe = {
  tabId: 1,
  connectionId: "page-0",
  withCredentials: false,
  byItself: true,
};

function makePending() {
  const saves: PendingProbe[][] = [];
  return { pending: createPendingProbes((probes) => saves.push(probes)), saves };
}

describe("a probe that waits for its answer", () => {
  it("is saved for the next worker from when it is planned until its answer is saved", () => {
    const { pending, saves } = makePending();
    pending.add(probe);
    pending.ask(probe);
    expect(pending.answer(probe)).toBe(true);
    expect(saves).toEqual([[probe]]);
    pending.drop(probe);
    expect(saves.at(-1)).toEqual([]);
  });

  it("takes no answer to what a worker before this one asked", () => {
    const { pending } = makePending();
    pending.add(probe);
    expect(pending.answer(probe)).toBe(false);
    pending.ask(probe);
    expect(pending.answer(probe)).toBe(true);
    expect(pending.answer(probe)).toBe(false);
  });

  it("stands beside the one with credentials for the same socket", () => {
    const { pending, saves } = makePending();
    const other = { ...probe, withCredentials: true };
    pending.add(probe);
    pending.add(other);
    expect(saves.at(-1)).toEqual([probe, other]);
    pending.drop(probe);
    expect(pending.has("page-0")).toBe(true);
    pending.drop(other);
    expect(pending.has("page-0")).toBe(false);
  });
});
