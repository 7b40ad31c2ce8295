import { expect, it } from "vitest";
import { hanging } from "../../../src/cli/hanging.ts";

it("breaks no line so that a CI takes what a server wrote for an order", () => {
  const lines = hanging(
    "    ",
    `${"x".repeat(38)} ::add-mask::e ##[error]no ${"y".repeat(30)}`,
    40,
  );
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    expect(line.trimStart().startsWith("::")).toBe(false);
    expect(line).not.toContain("##[");
  }
});
