import { describe, expect, it } from "vitest";
import { browserOfUserAgent, engineOf, parseBrowser } from "../../../src/session/browser.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";

describe("browserOfUserAgent", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox", "153.0"],
    [`${CHROME} Chrome/156.0.0.0 Safari/537.36`, "Chrome", "156.0.0.0"],
    [`${CHROME} HeadlessChrome/156.0.0.0 Safari/537.36`, "Chrome", "156.0.0.0"],
    [`${CHROME} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.2`, "Edge", "156.0.1.2"],
    [`${CHROME} Chrome/156.0.0.0 Safari/537.36 OPR/120.0`, "Opera", "120.0"],
    [
      "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
      "Safari",
      "26.1",
    ],
  ])("knows %s", (userAgent, name, version) => {
    expect(browserOfUserAgent(userAgent)).toEqual({ name, version });
  });

  it.each(["", "curl/8.5.0", "Node.js/24", "x".repeat(100_000)])("takes %.20s for none", (text) => {
    expect(browserOfUserAgent(text)).toBeNull();
  });
});

describe("parseBrowser", () => {
  it("reads what HAR has, with or without a version", () => {
    expect(parseBrowser({ name: "firefox", version: "153.0" })).toEqual({
      name: "firefox",
      version: "153.0",
    });
    expect(parseBrowser({ name: "Firefox" })).toEqual({ name: "Firefox", version: "" });
    expect(parseBrowser({ name: "Firefox", version: {} })?.version).toBe("");
    expect(parseBrowser({ name: "Firefox", version: "<b>" })?.version).toBe("");
  });

  it.each([
    null,
    undefined,
    "Firefox",
    7,
    [],
    {},
    { name: 1 },
    { name: "" },
    { name: "<img src=x>" },
    { name: "a\nb" },
    { name: "F".repeat(65) },
  ])("takes %j for none", (raw) => {
    expect(parseBrowser(raw)).toBeNull();
  });
});

describe("engineOf", () => {
  it.each([
    ["firefox", "Firefox"],
    ["Firefox Nightly", "Firefox"],
    ["Chrome", "Chromium"],
    ["chromium", "Chromium"],
    ["Edge", "Chromium"],
    ["webkit", "WebKit"],
    ["Safari", "WebKit"],
    ["Ladybird", null],
  ])("of %s is %s", (name, engine) => {
    expect(engineOf({ name, version: "" })).toBe(engine);
  });

  it("of no browser is not known", () => {
    expect(engineOf(null)).toBeNull();
  });
});
