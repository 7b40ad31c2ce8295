import { describe, expect, it } from "vitest";
import { makeConnection, T0 } from "../../../../builders.ts";
import { findIn, findingsOf, makeCut, primariesOf } from "../../silence/sessions.ts";

const busy = (agesMs: readonly number[], known = {}) =>
  agesMs.map((ageMs, i) => makeCut({ ageMs, quietMs: 20 + i * 150, ...known }));

describe("lifetime-limit", () => {
  it("is an age that repeats in the midst of traffic", () => {
    const findings = findingsOf(busy([120_000, 120_300]));
    expect(findIn(findings, "lifetime-limit")?.title).toContain("at the age of 2 min, 2 times");
    expect(primariesOf(busy([120_000, 114_100]))).toEqual(["lifetime-limit", "lifetime-limit"]);
    expect(primariesOf(busy([120_000, 113_900]))).toEqual(["abnormal-closure", "abnormal-closure"]);
  });

  it("wants three where the ages are short, and none under two and a half seconds", () => {
    expect(primariesOf(busy([6_000, 6_000]))).not.toContain("lifetime-limit");
    expect(primariesOf(busy([2_500, 2_500, 2_500]))).toEqual(Array(3).fill("lifetime-limit"));
    expect(primariesOf(busy([2_499, 2_499, 2_499]))).not.toContain("lifetime-limit");
  });

  it("is disproved by a connection that grew older", () => {
    const old = (nowMs: number) =>
      primariesOf(
        [...busy([600_000, 600_010]), makeConnection({ createdAt: T0, open: true })],
        nowMs,
      );
    expect(old(T0 + 50 + 631_000)).not.toContain("lifetime-limit");
    expect(old(T0 + 50 + 629_000)).toContain("lifetime-limit");
  });

  it("leaves clean goodbyes alone: jobs take their time", () => {
    expect(primariesOf(busy([20_000, 20_010, 20_020], { code: 1000 }))).toEqual(
      Array(3).fill("closed-normally"),
    );
  });

  it("is one end at a known limit of the host", () => {
    const once = (ageMs: number, code: number) =>
      findIn(
        findingsOf([makeCut({ url: "wss://chat-x.a.run.app/", ageMs, quietMs: 40, code })]),
        "lifetime-limit",
      );
    expect(once(300_000, 1006)?.title).toContain("Google Cloud Run ended");
    expect(once(300_000, 1006)?.fixes[0]?.setting).toContain("--timeout=3600");
    expect(once(305_900, 1001)).toBeDefined();
    expect(once(306_100, 1001)).toBeUndefined();
  });

  it("takes the server's own word", () => {
    const told = makeCut({ ageMs: 90_000, quietMs: 10, code: 1001, reason: "max connection age" });
    expect(primariesOf([told])).toEqual(["lifetime-limit"]);
  });

  it("is told of for what it was once a later connection grows older", () => {
    const cuts = busy([300_000, 300_020, 300_010]);
    const lastEndAt = Math.max(...cuts.map(({ end }) => end?.at ?? 0));
    const later = makeConnection({ createdAt: lastEndAt + 1_500, open: true });
    const nowMs = lastEndAt + 3_600_000;
    expect(primariesOf([...cuts, later], nowMs)).toEqual([
      ...Array(3).fill("lifetime-limit"),
      undefined,
    ]);
    const finding = findIn(findingsOf([...cuts, later], nowMs), "lifetime-limit");
    expect(finding?.evidence.map(({ is }) => is)).toContain("age-outlived");
    const earlier = makeConnection({ createdAt: lastEndAt - 2_000_000, open: true });
    expect(primariesOf([...cuts, earlier], nowMs)).not.toContain("lifetime-limit");
  });

  it("may be chance where two ends are all there is", () => {
    const cuts = busy([300_000, 300_020]);
    const lastEndAt = Math.max(...cuts.map(({ end }) => end?.at ?? 0));
    const later = makeConnection({ createdAt: lastEndAt + 1_500, open: true });
    expect(primariesOf([...cuts, later], lastEndAt + 3_600_000)).not.toContain("lifetime-limit");
  });
});

describe("a server that moves its clients on", () => {
  const rotated = (code: number, agesMs = [600_011, 600_022, 600_033]) =>
    agesMs.map((ageMs) => makeCut({ ageMs, quietMs: 900, code }));

  it.each([
    [1000, "info"],
    [1005, "info"],
    [1012, "warning"],
    [4000, "warning"],
  ])("at the same age thrice, with %i, has a limit", (code, severity) => {
    const finding = findIn(findingsOf(rotated(code)), "lifetime-limit");
    expect(finding).toMatchObject({ severity, primary: true });
    expect(finding?.title).toContain("at the age of 10 min, 3 times");
  });

  it("twice, at ages further apart, or within a minute has none", () => {
    expect(primariesOf(rotated(1012, [600_000, 600_010]))).not.toContain("lifetime-limit");
    expect(primariesOf(rotated(1012, [600_000, 600_010, 607_000]))).not.toContain("lifetime-limit");
    expect(primariesOf(rotated(1012, [59_900, 59_910, 59_920]))).not.toContain("lifetime-limit");
  });

  it("has none where most are told to go at other ages", () => {
    const restarts = [600_000, 600_010, 600_020, 31_000, 250_000];
    expect(primariesOf(rotated(1012, restarts))).not.toContain("lifetime-limit");
  });

  it("has none where the code says why", () => {
    for (const code of [1011, 1013, 4401]) {
      expect(primariesOf(rotated(code))).not.toContain("lifetime-limit");
    }
  });
});
