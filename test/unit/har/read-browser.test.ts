import { describe, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { systemOf } from "../../../src/har/read-browser.ts";
import { writeHar } from "../../../src/har/write.ts";
import { makeSession, START } from "./full-session.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
const CHROME = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

const makeEntry = (userAgent: string) => ({
  _webSocketMessages: [],
  startedDateTime: new Date(START).toISOString(),
  time: 5,
  request: {
    url: "wss://example.test/ws",
    headers: [{ name: "user-agent", value: userAgent }],
  },
  response: { status: 403, headers: [] },
});
const browserIn = (log: object) =>
  readHar(JSON.stringify({ log: { version: "1.2", entries: [], ...log } })).session.browser;

describe("the system of a file", () => {
  const systemIn = (...agents: string[]) =>
    systemOf(
      readHar(JSON.stringify({ log: { version: "1.2", entries: agents.map(makeEntry) } })).session,
    );

  it("is the one that its handshakes name, where they agree", () => {
    expect(systemIn(FIREFOX, CHROME)).toBe("Linux");
    expect(systemIn("Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0")).toBe("Android");
    expect(systemIn("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")).toBe("iOS");
    expect(systemIn(FIREFOX, "Mozilla/5.0 (Windows NT 10.0; Win64; x64)")).toBe("");
    expect(systemIn("curl/8.5.0")).toBe("");
  });
});

describe("the browser of a file", () => {
  it("is the one that HAR names", () => {
    const browser = { name: "firefox", version: "153.0" };
    expect(browserIn({ browser, creator: { name: "Playwright", version: "1.60" } })).toEqual(
      browser,
    );
  });

  it("is Firefox where Firefox wrote it", () => {
    expect(browserIn({ creator: { name: "Firefox", version: "153.0" } })?.name).toBe("Firefox");
  });

  it("is the one whose handshakes a proxy saw", () => {
    expect(browserIn({ entries: [makeEntry("curl/8.5.0"), makeEntry(FIREFOX)] })).toEqual({
      name: "Firefox",
      version: "153.0",
    });
  });

  it("is not known where a proxy saw several, or none", () => {
    expect(browserIn({ entries: [makeEntry(FIREFOX), makeEntry(CHROME)] })).toBeNull();
    expect(browserIn({})).toBeNull();
  });

  it.each([null, 7, "Firefox", { name: {} }, { name: "<script>" }])(
    "is no nonsense such as %j",
    (browser) => {
      expect(browserIn({ browser })).toBeNull();
    },
  );

  it("is written where it is known, and nothing where it is not", () => {
    const session = makeSession();
    const write = () =>
      writeHar({
        session,
        rowsOf: () => [],
        creatorVersion: "0",
        exportedAt: START,
        masked: true,
      }).log;
    expect(write()).not.toHaveProperty("browser");
    session.browser = { name: "Firefox", version: "153.0" };
    expect(write().browser).toEqual({ name: "Firefox", version: "153.0" });
    expect(write()._stormglass.session).not.toHaveProperty("browser");
  });
});
