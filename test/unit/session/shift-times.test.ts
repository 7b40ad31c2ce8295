import { expect, it } from "vitest";
import { shiftTimes } from "../../../src/session/shift-times.ts";
import { makeFullSession } from "../har/full-session.ts";

/** Every number in it that can only be a moment, with the way to it. */
function moments(value: unknown, path: string, found: Map<string, number>): Map<string, number> {
  if (typeof value === "number") {
    if (value > 1e12 && value < 1e14) found.set(path, value);
  } else if (value instanceof Map) {
    for (const [key, each] of value) moments(each, `${path}.${key}`, found);
  } else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    for (const [key, each] of Object.entries(value)) moments(each, `${path}.${key}`, found);
  }
  return found;
}

it("moves each moment of a session with every field set, and nothing else", () => {
  const { session } = makeFullSession();
  const before = moments(session, "", new Map());
  const moved = shiftTimes(session, 5_000);
  const after = moments(moved, "", new Map());
  expect(before.size).toBeGreaterThan(30);
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [path, at] of before) expect(after.get(path), path).toBe(at + 5_000);
  expect(shiftTimes(moved, -5_000)).toEqual(session);
  expect(shiftTimes(session, 0)).toBe(session);
});
