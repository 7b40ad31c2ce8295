import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Policy, Series } from "../../../../src/analysis/finding.ts";
import { hasReconnects } from "../../../../src/panel/connections/choose-tab.ts";
import { delayRows } from "../../../../src/panel/reconnects/delay-rows.ts";
import { policyWait } from "../../../../src/panel/reconnects/policy-band.ts";
import { costWords, seriesFigures } from "../../../../src/panel/reconnects/series-figures.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const makePolicy = (known: Partial<Policy> = {}): Policy => ({
  kind: "exponential",
  n: 8,
  baseMs: 1_000,
  factor: 2,
  stepMs: null,
  capMs: 8_000,
  jitter: { kind: "none", fraction: null },
  scheduleMs: null,
  atOnce: 0,
  leftOut: 0,
  reset: { rule: "unseen", uptimeMs: null },
  breaker: null,
  ci: { baseMs: null, factor: null, stepMs: null, capMs: null, fraction: null },
  ...known,
});

/** A page whose socket dies after 50 ms, and that comes back 250 ms later, so many times. */
function seriesOf(attempts: number): Series {
  const connections = Array.from({ length: attempts }, (_, i) => {
    const createdAt = T0 + i * 310;
    return makeConnection({
      createdAt,
      open: { at: createdAt + 10 },
      close: { at: createdAt + 60 },
    });
  });
  const { series } = diagnose(makeSession({ connections }), T0 + attempts * 310);
  return series[0] as Series;
}

describe("the wait of a policy", () => {
  it("is the same at both ends where nothing is random or unsure", () => {
    expect(policyWait(makePolicy(), 2)).toEqual({ meanMs: 4_000, lowMs: 4_000, highMs: 4_000 });
    expect(policyWait(makePolicy(), 9)?.meanMs).toBe(8_000);
  });

  it("spans nine of ten draws of full jitter", () => {
    const wait = policyWait(makePolicy({ jitter: { kind: "full", fraction: null } }), 1);
    expect(wait).toEqual({ meanMs: 1_000, lowMs: 100, highMs: 1_900 });
  });

  it("grows by what is unsure of its constants", () => {
    const ci = { ...makePolicy().ci, baseMs: [900, 1_200] as [number, number] };
    expect(policyWait(makePolicy({ ci }), 0)).toEqual({
      meanMs: 1_000,
      lowMs: 900,
      highMs: 1_200,
    });
  });

  it("is not drawn where no rule is known", () => {
    expect(policyWait(makePolicy({ kind: "unknown" }), 0)).toBeNull();
  });
});

describe("the waits of a series", () => {
  it("belong to the attempts that followed a close", () => {
    const rows = delayRows(seriesOf(4));
    expect(rows.map(({ attempt }) => attempt)).toEqual([2, 3, 4]);
    expect(rows.map(({ delayMs }) => delayMs)).toEqual([250, 250, 250]);
  });

  it("stand beside a recommendation that grows although the page takes each opening for a success", () => {
    const good = delayRows(seriesOf(5)).map(({ goodMs }) => goodMs);
    expect(good).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it("have a cost that names one client and a thousand", () => {
    const words = costWords(seriesOf(8));
    expect(words).toMatch(/each client makes \d+ attempts in the first minute/);
    expect(words).toMatch(/A thousand clients make [\d,]+ handshakes a second/);
  });

  it("are summed up in figures", () => {
    const figures = new Map(seriesFigures(seriesOf(8)).map(({ name, value }) => [name, value]));
    expect(figures.get("Attempts")).toBe("8, of which 8 opened");
    expect(figures.get("Waits")).toBe("median 250 ms, from 250 ms to 250 ms");
    expect(figures.get("Rests on")).toBe("7 waits");
  });

  it("are summed up as far as they are shown, with the policy of all", () => {
    const series = seriesOf(8);
    const shown = seriesFigures(series, series.history.slice(2, 4));
    const figures = new Map(shown.map(({ name, value }) => [name, value]));
    expect(figures.get("Attempts")).toBe("2, of which 2 opened");
    expect(figures.get("Rests on")).toBe("7 waits");
  });

  it("are nothing to speak of for a single connection", () => {
    expect(hasReconnects([seriesOf(1)])).toBe(false);
    expect(hasReconnects([seriesOf(2)])).toBe(true);
  });
});
