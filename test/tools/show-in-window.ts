import { once } from "node:events";
import { launchBrowser } from "../harness/launch-browser.ts";
import { EXTENSION } from "./ensure-built.ts";

/** The page that `npm start` is about. */
export type StartTarget = { url: string; isDemo: boolean };

/** A window with DevTools open on the panel; returns when the user has closed it or pressed Ctrl-C. */
export async function showInWindow({ url, isDemo }: StartTarget): Promise<void> {
  const stop = new AbortController();
  const interrupted = Promise.race(
    ["SIGINT", "SIGTERM", "SIGHUP"].map((name) => once(process, name, { signal: stop.signal })),
  ).catch(() => {});
  const browser = await launchBrowser({
    extension: EXTENSION,
    headless: false,
    dock: "bottom",
    handleSignals: false,
  });
  try {
    const closed = new Promise((resolve) => browser.context.once("close", resolve));
    const page = await browser.openPage(url);
    const panel = await browser.openPanel(page);
    // From here on nothing but the user is connected to DevTools.
    await panel.disconnect();
    await page.bringToFront();
    console.log(`Stormglass watches ${url}: its panel is open in the browser's DevTools.`);
    if (isDemo) console.log("Set off a fault on the page, and see what the panel says of it.");
    console.log("Close the browser or press Ctrl-C to stop.");
    await Promise.race([closed, interrupted]);
  } finally {
    stop.abort();
    await browser.close();
  }
}
