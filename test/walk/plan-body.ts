/** What a page gives to `send()`, drawn by chance. */
import fc from "fast-check";

/** Texts are lists of UTF-16 code units: a lone surrogate would not travel from here to the page. */
type Units = number[];

export type BodyPlan =
  | { kind: "text"; units: Units; times: number }
  | { kind: "buffer" | "blob" | "shared" | "resizable" | "detached"; bytes: number }
  | { kind: "view"; type: "Uint8Array" | "Float64Array" | "DataView"; bytes: number; from: number }
  /** Its `toString` does something before it answers. */
  | { kind: "object"; units: Units; act: "nothing" | "close" | "send" | "throw" }
  | { kind: "value"; name: "undefined" | "null" | "number" | "array" | "symbol" | "nothing" };

const units = fc.oneof(
  fc.constantFrom<Units[]>([], [0xd800], [0x61, 0xdc00, 0x62], [0xd83d, 0xde00], [0], [0x7b, 0x7d]),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }),
  fc.array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 200 }),
);
const bytes = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 64, 4_095, 4_096, 4_097, 65_536, 65_537) },
  { weight: 1, arbitrary: fc.constantFrom(262_144, 700_000) },
);

export const body: fc.Arbitrary<BodyPlan> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("text" as const),
      units,
      times: fc.constantFrom(1, 1, 1, 1, 3, 100, 2_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("buffer", "blob", "buffer", "blob", "shared", "resizable", "detached"),
      bytes,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("view" as const),
      type: fc.constantFrom("Uint8Array", "Float64Array", "DataView"),
      bytes: bytes.map((n) => n - (n % 8)),
      from: fc.constantFrom(0, 8, 64),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("object" as const),
      units,
      act: fc.constantFrom("nothing", "close", "send", "throw"),
    }),
  },
  fc.record({
    kind: fc.constant("value" as const),
    name: fc.constantFrom("undefined", "null", "number", "array", "symbol", "nothing"),
  }),
);
