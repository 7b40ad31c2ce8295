import { describe, expect, it } from "vitest";
import { parseFromBridge } from "../../../src/protocol/envelope.ts";
import { makeConnecting, makeRows, T0 } from "../../builders.ts";
import { GARBAGE } from "./garbage.ts";

const envelope = (parts: Record<string, unknown> = {}) => ({
  kind: "envelope",
  n: 1,
  clock: { wallMs: T0, monotonicMs: 5 },
  rows: null,
  recorded: false,
  backlog: null,
  lateBodies: [],
  events: [],
  ...parts,
});
const damageOf = (raw: unknown) => parseFromBridge(structuredClone(raw))?.damaged;

describe("a message of a bridge", () => {
  it("is taken whole where nothing is wrong with it", () => {
    const whole = envelope({
      rows: makeRows([1, 2]),
      events: [makeConnecting(1)],
      lateBodies: [{ seq: 3, body: new Uint8Array([1]) }],
    });
    expect(parseFromBridge(structuredClone(whole))).toEqual({ message: whole, damaged: 0 });
  });

  it("is not one of ours where it is garbage, or has no number and no clock", () => {
    const unnumbered = GARBAGE.flatMap((value) => [
      value,
      { kind: value },
      envelope({ clock: value }),
      { ...envelope(), clock: { wallMs: value, monotonicMs: 0 } },
      { kind: "hello", url: value, hooked: value },
      { kind: "probe-answer", connection: value, outcome: value },
    ]);
    const messages = unnumbered.map((raw) => parseFromBridge(raw));
    const numeric = messages.filter((parsed) => parsed !== null);
    // Of the garbage only the ordinary numbers can be a clock.
    expect(numeric.map(({ message }) => message)).toEqual(
      [0, -1, 0.5].map((wallMs) => envelope({ clock: { wallMs, monotonicMs: 0 } })),
    );
  });

  it("counts each damaged part and keeps the others", () => {
    for (const value of GARBAGE) {
      const raw = envelope({ events: [makeConnecting(1), value, makeConnecting(2)] });
      const parsed = parseFromBridge(raw);
      expect(parsed?.damaged).toBe(1);
      expect(parsed?.message).toMatchObject({ events: [{ id: 1 }, { id: 2 }] });
      expect(parseFromBridge(envelope({ lateBodies: [value] }))?.damaged).toBe(1);
    }
  });

  it("counts as damage what should be columns or a list and is neither", () => {
    for (const value of GARBAGE.filter((item) => item !== null && item !== undefined)) {
      expect(parseFromBridge(envelope({ rows: value }))).toMatchObject({
        damaged: 1,
        message: { rows: null },
      });
      if (!Array.isArray(value)) expect(damageOf(envelope({ events: value }))).toBe(1);
    }
  });

  it("takes no more events than a bridge ever sends, and counts the rest", () => {
    const events = Array.from({ length: 1_000_000 }, () => null);
    const parsed = parseFromBridge(envelope({ events }));
    expect(parsed?.damaged).toBe(1_000_000);
    const many = Array.from({ length: 10_001 }, () => makeConnecting(1));
    expect(parseFromBridge(envelope({ events: many }))?.damaged).toBe(1);
  });

  it("takes no more late bodies than a bridge ever sends, and counts the rest", () => {
    const many = Array.from({ length: 1_500 }, (_, seq) => ({ seq, body: new Uint8Array(1) }));
    const parsed = parseFromBridge(envelope({ lateBodies: many }));
    expect(parsed).toMatchObject({ damaged: 500, message: { lateBodies: { length: 1_000 } } });
  });

  it("refuses numbers that are no places in an order", () => {
    for (const n of [0, -1, 0.5, Number.NaN, 2 ** 53, "1", null]) {
      expect(parseFromBridge(envelope({ n }))).toBeNull();
    }
  });
});
