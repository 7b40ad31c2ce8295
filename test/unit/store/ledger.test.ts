import { describe, expect, it } from "vitest";
import { createLedger } from "../../../src/store/ledger.ts";

const rows = (count: number) => ({ count, sizeBytes: count * 10 });

describe("what is believed to be on disk", () => {
  it("accuses nobody while each transaction finds what the one before left", () => {
    const ledger = createLedger();
    ledger.settle(1, rows(0), rows(50));
    ledger.settle(1, rows(50), rows(20));
    ledger.settle(1, rows(20), rows(30));
    expect(ledger.takeLost()).toEqual([]);
  });

  it("names what is missing, once", () => {
    const ledger = createLedger();
    ledger.settle(1, rows(0), rows(50));
    ledger.settle(2, rows(0), rows(9));
    ledger.settle(1, rows(0), rows(5));
    expect(ledger.takeLost()).toEqual([{ tabId: 1, ...rows(50) }]);
    ledger.settle(1, rows(5), rows(6));
    expect(ledger.takeLost()).toEqual([]);
  });

  it("goes on with what an earlier worker believed, and finds more where that was old", () => {
    const before = createLedger();
    before.settle(1, rows(0), rows(50));
    const ledger = createLedger();
    ledger.restore(before.sums());
    ledger.settle(1, rows(60), rows(70));
    expect(ledger.takeLost()).toEqual([]);
    ledger.settle(1, rows(0), rows(1));
    expect(ledger.takeLost()).toEqual([{ tabId: 1, ...rows(70) }]);
  });

  it("misses nothing of a tab whose rows were deleted", () => {
    const ledger = createLedger();
    ledger.settle(1, rows(0), rows(50));
    ledger.forget(1);
    ledger.settle(1, rows(0), rows(3));
    expect(ledger.takeLost()).toEqual([]);
  });
});
