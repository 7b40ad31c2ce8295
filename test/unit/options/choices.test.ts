import { expect, test } from "vitest";
import { countTabs, reachInWords, readChoices, readSite } from "../../../src/options/choices.ts";

test.each([
  ["example.com", "example.com"],
  ["  localhost:8080 ", "localhost:8080"],
  ["https://chat.example.com/room?x=1", "chat.example.com"],
  ["wss://chat.example.com:9443/socket", "chat.example.com:9443"],
  ["*.example.com", "example.com"],
  ["[::1]:8100", "[::1]:8100"],
])("reads the site of “%s”", (typed, site) => {
  expect(readSite(typed)).toEqual({ site });
});

test.each([
  ["", "Type the name"],
  ["two words", "space after “two”"],
  ["http://", "no host name"],
  ["localhost:80800", "“80800” is no port"],
  ["localhost:http", "“http” is no port"],
  ["file:///tmp/x", "“file:” has no sites"],
])("says what is wrong with “%s”", (typed, wrong) => {
  expect(readSite(typed)).toEqual({ wrong: expect.stringContaining(wrong) });
});

test("says how far a rule reaches, and how many open tabs it is for", () => {
  expect(reachInWords("example.com")).toBe("example.com and all sites below it, on every port");
  expect(reachInWords("127.0.0.1:8100")).toBe("127.0.0.1, on port 8100");
  const sites = [
    { host: "example.com", mode: "off" as const },
    { host: "www.example.com", mode: "record" as const },
  ];
  const tabs = ["https://a.example.com/x", "http://example.com:81/", "https://www.example.com/"];
  expect(countTabs("example.com", sites, tabs)).toBe(2);
  expect(countTabs("a.example.com", sites, tabs)).toBe(1);
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
