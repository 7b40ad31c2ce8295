import { expect, it } from "vitest";
import { createMasker } from "../../../src/secrets/masker.ts";
import { INNOCENTS } from "./corpus/innocents.ts";
import { PLANTED } from "./corpus/planted.ts";

it("masks at least 99 of 100 planted secrets", () => {
  const leaked = PLANTED.filter(({ given, secret, mask }) => {
    const masked = mask(createMasker());
    return masked === given || masked.includes(secret);
  });
  expect(PLANTED.length).toBeGreaterThanOrEqual(400);
  // Named, so that a failure says which.
  const allowed = Math.floor(PLANTED.length / 100);
  expect(leaked.map(({ what }) => what).slice(allowed)).toEqual([]);
});

it("leaves at least 98 of 100 innocent texts exactly as they are", () => {
  const changed = INNOCENTS.filter(({ given, mask }) => mask(createMasker()) !== given);
  expect(INNOCENTS.length).toBeGreaterThanOrEqual(200);
  const allowed = Math.floor(INNOCENTS.length / 50);
  expect(changed.map(({ given }) => given).slice(allowed)).toEqual([]);
});
