import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { type FieldReport, toFieldSession } from "../field-session.ts";

type Message = [number, "send" | "receive", string];

/** Fifteen calls, of which one is answered after so long, and five more that nobody answers. */
function frozen(slowS: number): FieldReport["connections"] {
  const call = (id: number): Message => [
    id * 0.1,
    "send",
    JSON.stringify({ jsonrpc: "2.0", id, method: "weather" }),
  ];
  const answer = (id: number): Message => [
    id * 0.1 + (id === 7 ? slowS : 0.02),
    "receive",
    JSON.stringify({ jsonrpc: "2.0", id, result: "sleet" }),
  ];
  const ids = Array.from({ length: 15 }, (_, index) => index + 1);
  const after = 2 + slowS;
  const messages = [
    ...ids.flatMap((id) => [call(id), answer(id)]),
    ...[16, 17, 18, 19, 20].map((id): Message => [after + id * 0.01, "send", call(id)[2]]),
  ];
  return [{ url: "wss://api.example.org/rpc", openForS: after + 1, code: null, messages }];
}

/** So long after the first of the unanswered. */
function findingAfter(slowS: number, waitedS: number) {
  const connections = frozen(slowS);
  const { session } = toFieldSession({ kind: "", source: "", cause: "", connections });
  const [connection] = session.connections.values();
  const nowMs = (connection?.createdAt ?? 0) + (2 + slowS + 0.16 + waitedS) * 1_000;
  const { findings, health } = diagnose(session, nowMs);
  return { ...findings.find(({ id }) => id === "response-timeout"), grade: health.grade };
}

describe("a server that freezes while requests are under way", () => {
  it.each([0.02, 2.3])("is told live where one answer had taken %s s", (slowS) => {
    expect(findingAfter(slowS, 22)).toMatchObject({ severity: "error", grade: "D" });
  });

  it("is not told before three times the slowest answer", () => {
    expect(findingAfter(6, 17).severity).toBeUndefined();
    expect(findingAfter(6, 22).severity).toBe("error");
  });
});
