import { expect, it } from "vitest";
import { createSaidOverrides } from "../../../../src/panel/model/said-overrides.ts";
import { parseOverrides } from "../../../../src/session/overrides.ts";
import { makeSession } from "../../../builders.ts";

const HEARD = makeSession({ connections: [] });
const OVERRIDES = parseOverrides({ 1: { outcome: "yes", note: "" } });

it("keeps what was just said over what the background tells of before, on the same page", () => {
  let now = 0;
  const { say, withSaid } = createSaidOverrides(() => now);
  expect(withSaid(HEARD)).toBe(HEARD);
  expect(say(HEARD, OVERRIDES).overrides).toBe(OVERRIDES);
  expect(withSaid(HEARD).overrides).toBe(OVERRIDES);
  expect(withSaid({ ...HEARD, page: HEARD.page + 1 }).overrides).toBe(HEARD.overrides);
  now = 1_000;
  expect(withSaid(HEARD)).toBe(HEARD);
});
