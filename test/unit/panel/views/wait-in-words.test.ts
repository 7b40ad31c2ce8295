import { expect, test } from "vitest";
import { type DelayRow, waitInWords } from "../../../../src/panel/reconnects/delay-rows.ts";
import { T0 } from "../../../builders.ts";

const row: DelayRow = {
  attempt: 5,
  at: T0,
  connectionId: "d1-5",
  delayMs: 252,
  policy: null,
  goodMs: 8_000,
  outcome: "failed",
  uptimeMs: null,
  heldBy: null,
};

test("tells what an attempt waited, and what came of it", () => {
  expect(waitInWords(row)).toBe("Attempt 5 waited 252 ms: handshake failed");
});

test("tells the policy's range and the recommended wait beside it, where there is a policy", () => {
  const policy = { meanMs: 250, lowMs: 240, highMs: 260 };
  expect(waitInWords({ ...row, policy })).toBe(
    "Attempt 5 waited 252 ms, its policy says 240 ms to 260 ms, 8 s are recommended: handshake failed",
  );
  const exact = { meanMs: 250, lowMs: 250, highMs: 250 };
  expect(waitInWords({ ...row, policy: exact })).toContain("its policy says 250 ms, ");
});
