/** A browser with the extension, and the servers that a walk meets. */
import { readFile } from "node:fs/promises";
import type { Page as Tab } from "playwright";
import type { Har } from "../../src/har/session-file.ts";
import { blockWorker } from "../harness/block-worker.ts";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { openSessionReader, type SessionReader } from "../harness/read-session.ts";
import { acceptRaw } from "../servers/accept.ts";
import { startFaultServer } from "../servers/fault-server.ts";
import { takeFreePort } from "../servers/listen.ts";
import { type Page, startPageServer } from "../servers/page-server.ts";
import type { Route } from "../servers/visit.ts";
import { EXTENSION } from "../tools/ensure-built.ts";
import bodies from "./page/bodies.js?raw";
import books from "./page/books.js?raw";
import walk from "./page/walk.js?raw";

export type WalkStage = {
  browser: BrowserHandle;
  sessions: SessionReader;
  /** Of the page that walks. */
  pageUrl: string;
  tabIdOf(tab: Tab): Promise<number>;
  /** All tabs have the same one, so that only one of them at a time stops or holds it. */
  stopWorker(): Promise<void>;
  /** Deaf until what is given has ended. */
  holdWorker(meanwhile: () => Promise<unknown>): Promise<void>;
  /** So many times until now. */
  stops(): number;
  /** One after the other: the browser does not say which page a download is of. */
  exportFrom(panel: Tab): Promise<Har>;
  close(): Promise<void>;
};

/** Chromium holds back all handshakes with a server while one is pending. */
const HANGING_HOST = "127.0.0.2";

/** Answers nothing, a close frame neither: the first word it hears is the end. */
const more: Record<string, Route> = {
  "cut-on-data": (visit) => {
    acceptRaw(visit);
    visit.socket.once("data", () => visit.socket.destroy());
  },
};

export async function startWalkStage(): Promise<WalkStage> {
  const main = await startFaultServer({ more });
  const hanging = await startFaultServer({ host: HANGING_HOST });
  const refused = `ws://127.0.0.1:${await takeFreePort()}`;
  const known = [main.url, main.httpUrl, hanging.url, refused].join(" ");
  const headers = { "content-security-policy": `connect-src 'self' ${known}` };
  const script = (body: string): Page => ({ body, headers });
  const pages = await startPageServer({
    "/": script(
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/walk.js"></script>',
    ),
    "/frame": script("<!doctype html><title>a frame</title>"),
    "/walk.js": walk,
    "/books.js": books,
    "/bodies.js": bodies,
  });
  const browser = await launchBrowser({ extension: EXTENSION });
  const servers = new URLSearchParams({ main: main.url, hanging: hanging.url, refused });
  const exportNow = async (panel: Tab): Promise<Har> => {
    const { path } = await browser.downloadFrom(() =>
      panel.getByRole("button", { name: "Export session" }).click(),
    );
    return JSON.parse(await readFile(path, "utf8")) as Har;
  };
  let stops = 0;
  const atTheWorker = oneAtATime();
  const atTheExport = oneAtATime();
  return {
    browser,
    sessions: await openSessionReader(browser),
    pageUrl: `${pages.url}/?${servers}`,
    // It asks the worker.
    tabIdOf: (tab) => atTheWorker(() => browser.tabIdOf(tab)),
    stopWorker: () =>
      atTheWorker(() => {
        stops++;
        return browser.stopWorker();
      }),
    holdWorker: (meanwhile) =>
      atTheWorker(async () => {
        const letGo = await blockWorker(browser);
        await meanwhile().finally(letGo);
      }),
    stops: () => stops,
    exportFrom: (panel) => atTheExport(() => exportNow(panel)),
    async close() {
      await browser.close();
      await Promise.all([main.stop(), hanging.stop(), pages.stop()]);
    },
  };
}

/** Who comes while somebody is in there waits for it to end, however that ends. */
function oneAtATime() {
  let before: Promise<unknown> = Promise.resolve();
  return <T>(act: () => Promise<T>): Promise<T> => {
    const acted = before.then(act);
    before = acted.catch(() => {});
    return acted;
  };
}
