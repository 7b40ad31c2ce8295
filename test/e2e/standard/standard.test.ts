/** The WebSocket API as its standard has it: without the extension, and with it the same. */
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchPlain, type PlainBrowser } from "../../harness/launch-plain.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { closing } from "./closing.ts";
import { constructing } from "./constructing.ts";
import { hearing } from "./hearing.ts";
import helpers from "./in-page.js?raw";
import { sending } from "./sending.ts";

let watched: Watched;
let plain: PlainBrowser;
let pages: Page[];

beforeAll(async () => {
  watched = await startWatched((url) => {
    const body = `${script(`window.server = "${url}"; ${helpers}`)}<body></body>`;
    const known = `'self' ${url} ws://weather.invalid wss://weather.invalid`;
    return { "/": { body, headers: { "content-security-policy": `connect-src ${known}` } } };
  });
  plain = await launchPlain();
  pages = [
    await plain.openPage(`${watched.pages.url}/`),
    await watched.browser.openPage(`${watched.pages.url}/`),
  ];
});
afterAll(async () => {
  await Promise.all([plain?.close(), watched?.close()]);
});

describe.each([
  ["constructing", constructing],
  ["sending", sending],
  ["closing", closing],
  ["hearing", hearing],
] as const)("%s", (_, facts) => {
  it.each(facts)("$name", async ({ run, expected }) => {
    const found = await Promise.all(pages.map((page) => page.evaluate(run)));
    expect(found).toEqual([expected, expected]);
  });
});
