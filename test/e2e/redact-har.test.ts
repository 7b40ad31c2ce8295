import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { makeTempFolder } from "../harness/profile.ts";
import { type FaultServer, startFaultServer } from "../servers/fault-server.ts";
import { type PageServer, startPageServer } from "../servers/page-server.ts";
import { COMMAND_LINE, EXTENSION } from "../tools/ensure-built.ts";
import { findChromium } from "../tools/find-browser.ts";

const TOKEN = "q7Zk2mXv9LtB4sRw8NcY1pHd";
const PASSWORD = "correct-horse-7731";
const COOKIE = "s3ss10nWx8Kp2Lm5Qz";
const SECRETS = [TOKEN, PASSWORD, COOKIE];

let faults: FaultServer;
let pages: PageServer;
const folder = makeTempFolder("redact");

beforeAll(async () => {
  faults = await startFaultServer();
  pages = await startPageServer({
    "/": {
      body: `<!doctype html><title>A page</title><script>
        const socket = new WebSocket("${faults.url}/echo?access_token=${TOKEN}");
        socket.onopen = () => {
          socket.send('{"hello":"world"}');
          socket.send('{"type":"login","password":"${PASSWORD}"}');
        };
        let left = 2;
        socket.onmessage = () => { if (--left === 0) document.title = "done"; };
      </script>`,
      headers: { "set-cookie": `sid=${COOKIE}` },
    },
  });
});
afterAll(async () => {
  await Promise.all([faults?.stop(), pages?.stop()]);
  folder.remove();
});

const redact = (...args: string[]) =>
  new Promise<{ code: number; err: string }>((done) => {
    execFile(process.execPath, [COMMAND_LINE, "redact", ...args], (error, _, err) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, err }),
    );
  });

/** Which of the secrets are in the file; and what is left of it besides. */
async function masked(har: string): Promise<string> {
  const [from, to] = [join(folder.path, "from.har"), join(folder.path, "to.har")];
  await writeFile(from, har);
  expect((await redact(from, "--check")).code).toBe(1);
  expect((await redact(from, "-o", to)).code).toBe(0);
  expect((await redact(to, "--check")).code).toBe(0);
  const text = await readFile(to, "utf8");
  expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
  return text;
}

type Entry = { _webSocketMessages?: { data: string }[] };
const messagesOf = (har: string): string[] =>
  (JSON.parse(har).log.entries as Entry[]).flatMap(({ _webSocketMessages: messages }) =>
    (messages ?? []).map(({ data }) => data),
  );

it("masks what Playwright recorded", async () => {
  const path = join(folder.path, "playwright.har");
  const browser = await chromium.launch({ executablePath: findChromium() });
  const context = await browser.newContext({ recordHar: { path } });
  const page = await context.newPage();
  await page.goto(pages.url);
  await page.waitForFunction("document.title === 'done'");
  await page.reload();
  await context.close();
  await browser.close();
  const har = await readFile(path, "utf8");
  expect(SECRETS.filter((secret) => har.includes(secret))).toEqual(SECRETS);
  const shown = messagesOf(await masked(har));
  expect(shown).toHaveLength(messagesOf(har).length);
  expect(shown).toContain('{"hello":"world"}');
});

/** The exporter behind Network's "Export HAR (sanitized)", loaded from the DevTools that is open. */
const EXPORT_HAR = `async () => {
  const { Log } = await import("devtools://devtools/bundled/models/har/har.js");
  const { NetworkLog } = await import("devtools://devtools/bundled/models/logs/logs.js");
  const requests = NetworkLog.NetworkLog.instance().requests();
  const log = await Log.Log.build(requests, { sanitize: true });
  return JSON.stringify({ log });
}`;

it("masks what Chrome itself calls sanitized", async () => {
  const browser: BrowserHandle = await launchBrowser({ extension: EXTENSION });
  const page = await browser.openPage("about:blank");
  const panel = await browser.openPanel(page);
  await page.goto(pages.url);
  await page.waitForFunction("document.title === 'done'");
  // As text: the test runner would rewrite the import.
  const har = (await panel.devtools.evaluate(`(${EXPORT_HAR})()`)) as string;
  await panel.close();
  await browser.close();
  expect([TOKEN, PASSWORD].filter((secret) => har.includes(secret))).toEqual([TOKEN, PASSWORD]);
  const shown = messagesOf(await masked(har));
  expect(shown).toHaveLength(messagesOf(har).length);
  expect(shown).toContain('{"hello":"world"}');
});
