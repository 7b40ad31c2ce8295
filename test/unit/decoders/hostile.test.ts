import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeMessage, detectProtocol, PROTOCOLS } from "../../../src/decoders/index.ts";
import { HarError } from "../../../src/har/har-error.ts";
import { readHar } from "../../../src/har/read.ts";
import { createMasker } from "../../../src/secrets/masker.ts";
import { INPUT_CPU_MS, leastCpuMs } from "../../harness/least-cpu.ts";

const direction = fc.constantFrom("send" as const, "receive" as const);
const protocol = fc.constantFrom(...PROTOCOLS);
/** Beginnings that lead deep into a decoder, with anything behind. */
const heads = fc.constantFrom(
  "",
  "0",
  "42",
  "44",
  "4",
  "a[",
  "c[",
  "ERROR\n",
  "[",
  '{"type":',
  '{"msg":',
  '{"error":',
  '[1,2,"a",',
);
const text = fc
  .tuple(heads, fc.oneof(fc.string({ unit: "binary" }), fc.json()))
  .map(([head, rest]) => head + rest);
const body = fc.oneof(text, fc.uint8Array({ maxLength: 64 }));

describe("whatever a message holds", () => {
  it("is described without an exception, on one bounded line", () => {
    fc.assert(
      fc.property(protocol, body, direction, (speaks, message, way) => {
        const { kind, summary } = describeMessage(speaks, message, way);
        expect(kind.length).toBeLessThanOrEqual(210);
        expect(summary.length).toBeLessThanOrEqual(240);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never breaks the detection", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(body, { maxLength: 4 }), (url, bodies) => {
        const first = bodies.map((message) => ({ body: message, direction: "send" as const }));
        const found = detectProtocol({ url, protocols: [url], open: null, first });
        expect(PROTOCOLS).toContain(found);
      }),
    );
  });

  it("takes a bounded time of the processor: decoded, looked through for secrets, read as a file", () => {
    const readOrRefuse = (file: string) => {
      try {
        readHar(file);
      } catch (error) {
        expect(error).toBeInstanceOf(HarError);
      }
    };
    const masker = createMasker();
    fc.assert(
      fc.property(protocol, body, direction, fc.json(), (speaks, message, way, file) => {
        const text = typeof message === "string" ? message : "";
        const runs = [
          () => describeMessage(speaks, message, way),
          () => masker.prose(text, "note"),
          () => readOrRefuse(`{"log":{"entries":[${file}]}}`),
        ];
        for (const run of runs) expect(leastCpuMs(run)).toBeLessThanOrEqual(INPUT_CPU_MS);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["deep nesting", "[".repeat(500_000)],
    ["deep objects", '{"a":'.repeat(500_000)],
    ["deep nesting with commas", "[1,".repeat(500_000)],
    ["a long line", `{"type":"${"x".repeat(4_000_000)}"}`],
    ["a million records", '{"type":6}\x1e'.repeat(1_000_000)],
    ["a million lines", "{}\n".repeat(1_000_000)],
    ["a million headers", `ERROR\n${"a:b\n".repeat(1_000_000)}`],
    ["slashes", `4${"/".repeat(1_000_000)}`],
    ["lone surrogates", '{"type":"\ud800"}'],
  ])("reads no more than a part of %s", (_, message) => {
    for (const speaks of PROTOCOLS) {
      expect(describeMessage(speaks, message, "receive").summary.length).toBeLessThanOrEqual(240);
      const cpuMs = leastCpuMs(() => describeMessage(speaks, message, "receive"));
      expect(cpuMs).toBeLessThanOrEqual(INPUT_CPU_MS);
    }
  });
});
