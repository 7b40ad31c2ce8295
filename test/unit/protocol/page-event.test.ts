import { describe, expect, it } from "vitest";
import { MAX_STACK, MAX_URL, parsePageEvent } from "../../../src/protocol/page-event.ts";
import { makeConnecting } from "../../builders.ts";
import { GARBAGE } from "./garbage.ts";

const close = {
  kind: "close",
  id: 1,
  at: 1,
  seq: 0,
  code: 1006,
  reason: "",
  wasClean: false,
  last: [],
};

const folded = {
  kind: "folded",
  at: 1,
  seq: 9,
  id: 1,
  send: true,
  count: 9,
  sizeBytes: 90,
  binaryCount: 0,
  largestBytes: 10,
  largestAt: 2,
  firstAt: 1,
  lastAt: 3,
  lastBytes: 10,
  lost: { count: 0, sizeBytes: 0 },
  bufferedPeakBytes: 4,
};

describe("an event of a page", () => {
  it("is nothing where a field is of another kind", () => {
    for (const event of [makeConnecting(1), close]) {
      for (const field of ["kind", "at", "seq", "id"]) {
        for (const value of GARBAGE.filter((item) => typeof item !== "number")) {
          expect(parsePageEvent({ ...event, [field]: value })).toBeNull();
        }
      }
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -Number.MAX_VALUE, 9e15])(
    "has no time that a clock cannot show: %s",
    (at) => {
      expect(parsePageEvent({ ...close, at })).toBeNull();
    },
  );

  it.each([-1, 0.5, 65_536, Number.NaN, "1000"])(
    "has no close code that does not fit: %s",
    (code) => {
      expect(parsePageEvent({ ...close, code })).toBeNull();
    },
  );

  it("has its long strings cut, never refused", () => {
    const giant = "x".repeat(10_000_000);
    const event = parsePageEvent({ ...makeConnecting(1), url: giant, stack: giant });
    expect(event).toMatchObject({ url: giant.slice(0, MAX_URL), stack: giant.slice(0, MAX_STACK) });
  });

  it("brings at most the last eight bodies, each short", () => {
    const sample = (body: unknown) => ({ seq: 1, at: 1, send: true, body });
    expect(parsePageEvent({ ...close, last: Array(9).fill(sample("a")) })).toBeNull();
    expect(parsePageEvent({ ...close, last: [sample(new Uint8Array(4_097))] })).toBeNull();
    expect(parsePageEvent({ ...close, last: [sample(new Uint8Array(4_096))] })).not.toBeNull();
  });

  it("brings no sums that are no counts", () => {
    const sums = ["count", "sizeBytes", "binaryCount", "largestBytes", "lastBytes"];
    expect(parsePageEvent(folded)).toEqual(folded);
    for (const field of [...sums, "bufferedPeakBytes", "send", "lost", "firstAt", "lastAt"]) {
      for (const value of [Number.NaN, "1", null, {}, 1e300]) {
        expect(parsePageEvent({ ...folded, [field]: value })).toBeNull();
      }
    }
  });

  it("loses what it should not have", () => {
    expect(parsePageEvent({ ...close, extra: "field" })).toEqual(close);
  });
});
