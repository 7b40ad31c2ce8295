import { expect, test } from "vitest";
import { addressText, previewText, visibleText } from "../../../../src/panel/ui/safe-text.ts";

test("shows a message on one line, whatever stands in it", () => {
  expect(previewText("one\ntwo\r\tthree\u0000", 100)).toBe("one⏎two␍⇥three\\u0000");
});

test("names the marks that would reorder or hide text", () => {
  expect(previewText("a\u202eb\u200bc", 100)).toBe("a\\u202eb\\u200bc");
});

test("names a lone surrogate and keeps a pair", () => {
  expect(previewText("\ud83d 😀", 100)).toBe("\\ud83d 😀");
});

test("keeps the parts of an address apart where their letters run from right to left", () => {
  expect(addressText("wss://שלום.test/חדר")).toBe("wss://\u200eשלום.\u200etest/\u200eחדר");
  expect(addressText("wss://api.test/chat\u202e")).toBe("wss://api.test/chat\\u202e");
});

test("keeps the lines of a whole text", () => {
  expect(visibleText("a\n\tb\u0007")).toBe("a\n\tb\\u0007");
});
