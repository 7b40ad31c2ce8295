import { expect, it } from "vitest";
import {
  judgeToQuote,
  tellConnections,
  tellFinding,
  tellRecoveries,
} from "../../../src/playwright/tell.ts";
import { makeConnection, makeSession } from "../../builders.ts";

const SECRET = "hunter2-hunter2-hunter2";
const AT = Date.UTC(2026, 11, 1);

const connection = makeConnection({
  url: `wss://chat.example.com/live?token=${SECRET}`,
  createdAt: AT,
  open: { at: AT + 20 },
  close: { at: AT + 1_000, code: 1008, reason: `token=${SECRET} is not valid\u001b[2J\u202e` },
});

it("what a failed expectation says has no secret in it, and nothing that a terminal obeys", () => {
  const { findings } = judgeToQuote(makeSession({ connections: [connection] }));
  const told = [
    tellConnections([connection]),
    ...findings.map(tellFinding),
    tellRecoveries([{ endpoint: connection.url, lostAt: AT, openAt: AT + 1_500 }]),
  ].join("\n");
  expect(findings.length).toBeGreaterThan(0);
  expect(told).toContain("chat.example.com/live");
  expect(told).toContain("closed 1008");
  expect(told).not.toContain(SECRET);
  for (const character of ["\u001b", "\u202e"]) expect(told).not.toContain(character);
});
