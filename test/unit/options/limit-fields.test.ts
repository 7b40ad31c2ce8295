import { describe, expect, it } from "vitest";
import {
  boundsInWords,
  LIMIT_GROUPS,
  type LimitField,
  limitAsTyped,
  readLimit,
} from "../../../src/options/limit-fields.ts";
import {
  boundStoredLimits,
  DEFAULT_STORED_LIMITS,
  readLimits,
  STORED_LIMIT_BOUNDS,
  type StoredLimits,
} from "../../../src/shared/stored-limits.ts";

const FIELDS = LIMIT_GROUPS.flatMap(({ fields }) => fields);
const fieldOf = (name: keyof StoredLimits) =>
  FIELDS.find((field) => field.name === name) as LimitField;

describe("the fields of the limits", () => {
  it("give every limit one field", () => {
    expect(FIELDS.map(({ name }) => name).sort()).toEqual(Object.keys(STORED_LIMIT_BOUNDS).sort());
  });

  it.each(FIELDS)("take back what they show of $name: both bounds and the default", (field) => {
    for (const value of [...STORED_LIMIT_BOUNDS[field.name], DEFAULT_STORED_LIMITS[field.name]]) {
      expect(readLimit(field, limitAsTyped(field, value))).toEqual({ value });
    }
  });

  it.each([
    ["ringMessages", "0", { value: 0 }],
    ["ringMessages", " 1,000 ", { value: 1_000 }],
    ["ringMessages", "20 000", { value: 20_000 }],
    ["ringMessages", "20001", { wrong: "Too much: 0 to 20,000 messages." }],
    ["tabConnections", "200.5", { wrong: "Connections come whole: a number without a point." }],
    ["tabConnections", "10", { wrong: "Too little: 50 to 5,000 connections." }],
    ["ringMessages", "2.5", { wrong: "Messages come whole: a number without a point." }],
    ["ringMessages", "many", { wrong: "A number: 0 to 20,000 messages." }],
    ["ringMessages", "", { wrong: "A number: 0 to 20,000 messages." }],
    ["ringMessages", "-1", { wrong: "A number: 0 to 20,000 messages." }],
    ["bodyBytesPerSecond", "0.01", { wrong: "Too little: 64 KiB to 256 MiB a second." }],
    ["bodyBytesPerSecond", "0.5", { value: 512 * 1024 }],
    ["tabBytes", "9000", { wrong: "Too much: 1 MiB to 8 GiB." }],
  ] as const)("read %s typed as “%s”", (name, typed, read) => {
    expect(readLimit(fieldOf(name), typed)).toEqual(read);
  });

  it("name the bounds in the unit of the reader", () => {
    expect(boundsInWords(fieldOf("tabMessages"))).toBe("1,000 to 10,000,000 messages");
  });
});

describe("limits from the browser's storage", () => {
  it.each([[undefined], [null], ["all"], [{}], [{ ringMessages: "5", tabBytes: Number.NaN }]])(
    "are the defaults where %o stands there",
    (stored) => {
      expect(boundStoredLimits(stored)).toEqual(DEFAULT_STORED_LIMITS);
    },
  );

  it("are held within their bounds, and nothing else is taken over", () => {
    const stored = { ringMessages: -7, tabMessages: 1e12, bodyBurstBytes: 100_000.4, other: 1 };
    expect(boundStoredLimits(stored)).toEqual({
      ...DEFAULT_STORED_LIMITS,
      ringMessages: 0,
      tabMessages: 10_000_000,
      bodyBurstBytes: 100_000,
    });
  });
});

it("reads each limit from a key of its own, and the rest from what an earlier version stored", () => {
  const sync = { limits: { ringMessages: 5, ringBytes: 6 }, "limit:ringMessages": 7, "limit:x": 8 };
  expect(readLimits(sync)).toEqual({ ...DEFAULT_STORED_LIMITS, ringMessages: 7, ringBytes: 6 });
});
