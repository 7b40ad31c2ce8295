import { describe, expect, it } from "vitest";
import { makeConnection, T0 } from "../../../builders.ts";
import { findIn, findingsOf, makeCut, primariesOf } from "./sessions.ts";

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
});
