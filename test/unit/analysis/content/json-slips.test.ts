import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { type FieldReport, toFieldSession } from "../field-session.ts";

type Messages = NonNullable<FieldReport["connections"][number]["messages"]>;

function malformedOf(messages: Messages, openForS: number, code = 1006) {
  const connections = [{ url: "wss://feed.example.test/", openForS, code, messages }];
  const { session, nowMs } = toFieldSession({ kind: "", source: "", cause: "", connections });
  return diagnose(session, nowMs).findings.find(({ id }) => id === "malformed-json");
}

it.each([
  ['{"a":[1,2,],}', "comma"],
  ["{'op': 'subscribe', 'args': ['x']}", "single quotes"],
  ['{op: "subscribe", args: {id: 1}}', "without quotes"],
])("%s right before the server goes explains it: %s", (text, word) => {
  const found = malformedOf([[1, "send", text]], 1.2);
  expect(found?.primary).toBe(true);
  expect(found?.causes[0]).toContain(word);
});

it.each<[string, Messages, number]>([
  // Other languages than JSON.
  [
    "a server that reads JSON5",
    [
      [1, "send", "{a: 1}"],
      [1.1, "receive", "ok"],
      [9, "send", "{a: 2}"],
    ],
    9.2,
  ],
  ["a word in brackets", [[1, "send", "[ping]"]], 1.2],
  ["nothing in brackets", [[1, "send", "{}"]], 1.2],
  ["a block of code", [[1, "send", "{ return it's; }"]], 1.2],
  // It did not go because of it.
  ["long before the end", [[1, "send", "{a: 1}"]], 30],
  ["the server's own", [[1, "receive", "{a: 1,}"]], 1.2],
])("%s is no slip", (_, messages, openForS) => {
  expect(malformedOf(messages, openForS)).toBeUndefined();
});

it("an object that was sent as it is needs no end to be told", () => {
  const found = malformedOf([[1, "send", "[object Object]"]], 60);
  expect(found?.severity).toBe("warning");
  expect(found?.primary).toBe(false);
  expect(found?.causes[0]).toContain("JSON.stringify(value)");
});
