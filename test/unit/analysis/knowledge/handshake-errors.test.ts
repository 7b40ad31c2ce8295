import { describe, expect, it } from "vitest";
import { judgeStatus } from "../../../../src/analysis/knowledge/handshake-errors.ts";
import { ANSWER_TEXTS } from "../../../../src/analysis/texts/never-opened/answer.ts";

const { variants } = ANSWER_TEXTS["handshake-server-error"];

describe("a status of the server's side", () => {
  it.each([
    [502, "upstream", "Bad gateway"],
    [504, "upstream-slow", "Gateway timeout"],
    [520, "edge", "failed on the way"],
    [521, "edge-refused", "refuses the edge"],
    [522, "edge-unreachable", "could not connect"],
    [523, "edge-unreachable", "could not connect"],
    [524, "edge-slow", "did not answer the edge"],
    [525, "edge-tls", "TLS between the edge and the origin"],
    [526, "edge-tls", "TLS between the edge and the origin"],
    [530, "edge", "failed on the way"],
  ] as const)("%i is told as %s", (status, variant, words) => {
    expect(judgeStatus(status)).toEqual({ id: "handshake-server-error", variant, status });
    expect(variants[variant].title).toContain(words);
  });

  it("is never laid to the upgrade handler where the edge says what failed", () => {
    for (const [name, text] of Object.entries(variants)) {
      if (name.startsWith("edge")) expect(JSON.stringify(text)).not.toMatch(/exception/i);
    }
  });
});
