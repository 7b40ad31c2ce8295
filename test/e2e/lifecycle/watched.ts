import type { Page as Tab } from "playwright";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import type { PlainOptions } from "../../harness/launch-plain.ts";
import { openSessionReader, type SessionReader } from "../../harness/read-session.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { type Page, type PageServer, startPageServer } from "../../servers/page-server.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

export type Watched = {
  browser: BrowserHandle;
  sessions: SessionReader;
  faults: FaultServer;
  pages: PageServer;
  /** Opens a page of the page server. */
  open(path: string): Promise<{ page: Tab; tabId: number }>;
  close(): Promise<void>;
};

/** A browser that is watched, pages for it, and a server for their sockets. */
export async function startWatched(
  pagesFor: (socketUrl: string) => Record<string, string | Page>,
  options: PlainOptions & { hosts?: string[]; extension?: string } = {},
): Promise<Watched> {
  const { hosts, extension = EXTENSION, ...plain } = options;
  const faults = await startFaultServer();
  const pages = await startPageServer(pagesFor(faults.url), hosts);
  const browser = await launchBrowser({ extension, ...plain });
  const sessions = await openSessionReader(browser);
  return {
    browser,
    sessions,
    faults,
    pages,
    async open(path) {
      const page = await browser.openPage(pages.url + path);
      return { page, tabId: await browser.tabIdOf(page) };
    },
    async close() {
      await browser.close();
      await Promise.all([faults.stop(), pages.stop()]);
    },
  };
}

export const script = (code: string): string => `<!doctype html><script>${code}</script>`;
