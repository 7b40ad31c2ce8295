import { expect, test } from "vitest";
import { hostFrom, readChoices } from "../../../src/options/choices.ts";

test.each([
  ["example.com", "example.com"],
  ["  localhost:8080 ", "localhost:8080"],
  ["https://chat.example.com/room?x=1", "chat.example.com"],
  ["wss://chat.example.com:9443/socket", "chat.example.com:9443"],
  ["", null],
  ["two words", null],
  ["http://", null],
])("reads the host of “%s”", (typed, host) => {
  expect(hostFrom(typed)).toBe(host);
});

test("lists sites by name, and leaves out what is no mode", () => {
  const { sites, paused, preserveLog } = readChoices(
    { paused: true },
    { "site:b.example": "off", "site:a.example": "record", "site:c.example": "loud", other: "off" },
  );
  expect(sites).toEqual([
    { host: "a.example", mode: "record" },
    { host: "b.example", mode: "off" },
  ]);
  expect({ paused, preserveLog }).toEqual({ paused: true, preserveLog: false });
});
