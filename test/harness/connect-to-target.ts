import { type Browser, chromium, type Page } from "playwright";
import { PATIENCE_MS, waitFor } from "./wait-for.ts";

export type Connected = {
  page: Page;
  /** Lets go of the page and leaves it open. */
  disconnect(): Promise<void>;
};

/**
 * Playwright's page for a target that its first connection does not list, such as a DevTools window
 * or a popup. A connection lists those only if they are there before it, hence a new one each time.
 */
export async function connectToTarget(browserUrl: string, targetId: string): Promise<Connected> {
  const connection = await chromium.connectOverCDP(browserUrl, { noDefaults: true });
  try {
    const page = await waitFor("the target to be listed as a page", () =>
      findPage(connection, targetId),
    );
    page.setDefaultTimeout(PATIENCE_MS);
    return { page, disconnect: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function findPage(connection: Browser, targetId: string): Promise<Page | null> {
  for (const page of connection.contexts().flatMap((context) => context.pages())) {
    // A page that closes while it is asked is not the one.
    if ((await targetIdOf(page).catch(() => null)) === targetId) return page;
  }
  return null;
}

/** The browser's own name for a page. */
export async function targetIdOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send("Target.getTargetInfo");
  await session.detach();
  return targetInfo.targetId;
}
