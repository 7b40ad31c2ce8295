import { describe, expectTypeOf, it } from "vitest";
import type { Draft } from "../../../../src/analysis/check.ts";
import type { FactsFor, FactsOf, VariantOf } from "../../../../src/analysis/texts/facts-of.ts";

/** Checked by the compiler: `npm run check` fails where one of these is not so. */
describe("the facts of a finding", () => {
  it("are those that its words name", () => {
    expectTypeOf<FactsFor<"lifetime-limit", "told">>().toExtend<FactsOf<"lifetime-limit">>();
    expectTypeOf<FactsFor<"close-hung">>().toHaveProperty("hung").toEqualTypeOf<string>();
    expectTypeOf<{ age: string }>().not.toExtend<FactsFor<"close-hung">>();
    expectTypeOf<FactsOf<"close-hung">>().not.toHaveProperty("limit");
  });

  it("are another variant's where that has other words", () => {
    expectTypeOf<FactsFor<"heartbeat-missed", "client-silent">>()
      .toHaveProperty("every")
      .toEqualTypeOf<string>();
    expectTypeOf<{ since: string; missed: string }>().not.toExtend<
      FactsFor<"heartbeat-missed", "client-silent">
    >();
  });

  it("are given with a variant that has words", () => {
    expectTypeOf<"client-silent">().toExtend<VariantOf<"heartbeat-missed">>();
    expectTypeOf<"a-name-that-nobody-wrote">().not.toExtend<VariantOf<"heartbeat-missed">>();
    expectTypeOf<Draft<"close-hung">>().toExtend<Draft>();
  });

  it("need none of a setting's own braces", () => {
    expectTypeOf<keyof FactsOf<"handshake-not-websocket">>().not.toExtend<`${string} ${string}`>();
  });
});
