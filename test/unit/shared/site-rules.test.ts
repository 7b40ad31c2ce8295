import { expect, it } from "vitest";
import { readSites, ruleFor, siteOf } from "../../../src/shared/site-rules.ts";

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

it.each([
  ["127.0.0.1", "http://127.0.0.1:8100/", true],
  ["example.com", "https://www.example.com/", true],
  ["example.com", "https://example.com:8443/", true],
  ["example.com:8443", "https://www.example.com:8443/", true],
  ["example.com:443", "https://example.com/", true],
  ["example.com:80", "https://example.com/", false],
  ["www.example.com", "https://example.com/", false],
  ["ample.com", "https://example.com/", false],
  ["0.0.1", "http://127.0.0.1/", false],
  ["[::1]", "http://[::1]:8100/", true],
  ["example.com", "https://example.com./", true],
  ["example.com", "file:///example.com", false],
])("the rule for %s covers %s: %s", (site, url, isCovered) => {
  expect(ruleFor(new Map([[site, "off"]]), url)?.site === site).toBe(isCovered);
});

it("of several rules takes the narrowest", () => {
  const sites = new Map([
    ["example.com", "off"],
    ["www.example.com", "auto"],
    ["www.example.com:81", "record"],
  ] as const);
  const ruledBy = (url: string) => ruleFor(sites, url)?.site;
  expect(ruledBy("http://a.example.com/")).toBe("example.com");
  expect(ruledBy("http://www.example.com/")).toBe("www.example.com");
  expect(ruledBy("http://www.example.com:81/")).toBe("www.example.com:81");
  expect([siteOf("about:blank"), siteOf(null)]).toEqual(["", ""]);
});
