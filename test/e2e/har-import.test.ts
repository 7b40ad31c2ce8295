import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { type FaultServer, startFaultServer } from "../servers/fault-server.ts";
import { type PageServer, startPageServer } from "../servers/page-server.ts";

let faults: FaultServer;
let pages: PageServer;
let browser: BrowserHandle;

/** The importer behind Network's "Import HAR file", loaded from the DevTools that is open. */
const IMPORT_HAR = `async (text) => {
  const har = await import("devtools://devtools/bundled/models/har/har.js");
  const { log } = new har.HARFormat.HARRoot(JSON.parse(text));
  return har.Importer.Importer.requestsFromHARLog(log).map((request) => ({
    url: request.url(),
    status: request.statusCode,
    type: request.resourceType().name(),
    frames: request.frames().map(({ type, opCode, text }) => ({ type, opCode, text })),
  }));
}`;

beforeAll(async () => {
  faults = await startFaultServer();
  pages = await startPageServer({ "/": "<!doctype html><title>A page</title>" });
  browser = await launchBrowser({ extension: "dist/chrome" });
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([faults?.stop(), pages?.stop()]);
});

it("writes a file that Chrome's own importer takes, with messages and close visible", async () => {
  const page = await browser.openPage(pages.url);
  const panel = await browser.openPanel(page);
  await page.evaluate(
    (url) =>
      new Promise<void>((resolve) => {
        const socket = new WebSocket(`${url}/close-on-message/4000/enough`);
        socket.onopen = () => socket.send("storm ahead");
        socket.onclose = () => resolve();
      }),
    faults.url,
  );
  await panel.frame.getByText("closed 4000").first().waitFor();
  const { path } = await browser.downloadFrom(() =>
    panel.frame.getByRole("button", { name: "Export session" }).click(),
  );
  const file = readFileSync(path, "utf8");

  expect(JSON.parse(file).log.browser).toMatchObject({ name: "Chrome" });

  // As text: the test runner would rewrite the import.
  const imported = await panel.devtools.evaluate(`(${IMPORT_HAR})(${JSON.stringify(file)})`);
  expect(imported).toEqual([
    {
      url: `${faults.url}/close-on-message/4000/enough`,
      status: 101,
      type: "websocket",
      frames: [
        { type: "send", opCode: 1, text: "storm ahead" },
        { type: "receive", opCode: 8, text: "4000 enough" },
      ],
    },
  ]);
  await panel.close();
  await page.close();
});
