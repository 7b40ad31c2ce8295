import { expect, it } from "vitest";
import { parseFromView } from "../../../src/protocol/panel-message.ts";
import { parseToRows } from "../../../src/protocol/rows-message.ts";

it.each([
  { kind: "heard" },
  { kind: "record", on: true },
  { kind: "clear", at: 1_700_000_000_000 },
  { kind: "overrides", overrides: { 3: { outcome: "no" } } },
  { kind: "site-mode", mode: "auto" },
  { kind: "tab-off", on: true },
  { kind: "forget", at: 1_700_000_000_000 },
  { kind: "probe", connectionId: "d:1", withCredentials: false },
])("takes what a view says: $kind", (message) => {
  expect(parseFromView(message)).toEqual(message);
});

it.each([
  null,
  "heard",
  {},
  { kind: "forget-all" },
  { kind: "record", on: 1 },
  { kind: "clear", at: Number.NaN },
  { kind: "site-mode", mode: "loud" },
  { kind: "probe", connectionId: 1, withCredentials: false },
])("takes nothing else from a view: %j", (message) => {
  expect(parseFromView(message)).toBeNull();
});

it("takes a question for rows, and nothing else", () => {
  const question = { ask: "read", connectionId: null, from: 0, limit: 10 };
  expect(parseToRows({ id: 1, question })).toEqual({ id: 1, question });
  expect(parseToRows({ id: 1, question: { ...question, ask: "drop" } })).toBeNull();
  expect(parseToRows({ question })).toBeNull();
});
