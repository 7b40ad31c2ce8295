/**
 * `stormglass/playwright`: tests whose pages' WebSockets are recorded, diagnosed and attached to the
 * result.
 *
 * ```ts
 * import { expect, test } from "stormglass/playwright";
 *
 * test("prices keep coming", async ({ page }) => {
 *   await page.goto("/");
 *   await expect(page).toHaveHealthyWebSockets({ allow: ["idle-timeout"] });
 * });
 * ```
 */
import { type BrowserContext, test as base } from "@playwright/test";
import { attachPage } from "./attachments.ts";
import { type ContextRecorder, recordContext } from "./context-recorder.ts";
import { judgePage, troublesIn } from "./judged-page.ts";

export { type ClosedOptions, expect, type HealthOptions, type RecoverOptions } from "./matchers.ts";

export type StormglassOptions = {
  stormglassOptions: {
    /**
     * When session file and report are attached to the result: `on-findings`, the default, where the
     * test failed or an error or a warning was found.
     */
    attach?: "always" | "on-failure" | "on-findings" | "never";
    /** Whether secrets are masked in what is attached: true by default. */
    masked?: boolean;
  };
};
export type StormglassFixtures = {
  /** Records by itself; nothing has to be done with it. */
  stormglass: undefined;
};

/** Of the test that runs: a worker runs one at a time. */
let running: Promise<ContextRecorder>[] | null = null;

/** Records the sockets of a context that the test did not get from Playwright's `browser`. */
export async function recordWebSockets(context: BrowserContext): Promise<void> {
  const recorder = recordContext(context);
  if (running && !running.includes(recorder)) running.push(recorder);
  await recorder;
}

export const test = base.extend<StormglassOptions & StormglassFixtures>({
  stormglassOptions: [{}, { option: true }],
  // All contexts come from it, also the one that the fixture "context" gives.
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        await recordWebSockets(context);
        return context;
      };
      for (const context of browser.contexts()) await recordWebSockets(context);
      await use(browser);
      browser.newContext = newContext;
    },
    { scope: "worker" },
  ],
  stormglass: [
    async ({ stormglassOptions }, use, testInfo) => {
      const recorders: Promise<ContextRecorder>[] = [];
      running = recorders;
      await use(undefined);
      running = null;
      const { attach = "on-findings", masked = true } = stormglassOptions;
      if (attach === "never") return;
      const failed = testInfo.status !== testInfo.expectedStatus;
      let number = 0;
      for (const recorder of await Promise.all(recorders)) {
        await recorder.flush();
        for (const record of recorder.pages()) {
          const { connections, constructorErrors } = record.session;
          if (connections.size + constructorErrors.length + record.mocked.length === 0) continue;
          const found =
            troublesIn(judgePage(record).report, { allow: [], warnings: true }).length > 0;
          if (attach === "always" || failed || (attach === "on-findings" && found)) {
            await attachPage(testInfo, record, { number: ++number, masked });
          }
        }
      }
    },
    { auto: true },
  ],
});
