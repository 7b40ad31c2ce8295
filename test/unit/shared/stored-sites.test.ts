import { expect, it } from "vitest";
import { readSites } from "../../../src/shared/stored-sites.ts";

it("reads the choice for each site, and leaves out what no version of ours means", () => {
  const stored = {
    "site:example.test": "off",
    "site:localhost:8080": "record",
    "site:later.test": "summary",
    "limit:ringMessages": 5,
    "site:odd.test": { mode: "off" },
  };
  expect([...readSites(stored)]).toEqual([
    ["example.test", "off"],
    ["localhost:8080", "record"],
  ]);
});
