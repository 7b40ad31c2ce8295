import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { EXTENSION } from "../tools/ensure-built.ts";
import { type LabServers, startLabServers } from "./lab-servers.ts";
import { type Outcome, type RunOptions, runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

type Told = (scenario: Scenario, outcome: Outcome | Error) => void;

/** Longer than any scenario takes on a busy machine; one that hangs must not hold up the others. */
const SCENARIO_LIMIT_MS = 120_000;
const LONG_LIMIT_MS = 480_000;

/**
 * Runs scenarios side by side. Each lane has servers and a browser of its own: what one scenario
 * restarts or stops is no other's, and a tab in front keeps its timers. Those that wait for minutes
 * have lanes besides, so that the others do not wait for them.
 */
export async function runLanes(
  scenarios: readonly Scenario[],
  laneCount: number,
  options: RunOptions,
  tell: Told,
): Promise<void> {
  const runLane = async (waiting: Scenario[]) => {
    const servers = await startLabServers();
    let browser: BrowserHandle | null = null;
    try {
      for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
        browser ??= await launchLabBrowser(servers);
        const limitMs = scenario.waitsMinutes ? LONG_LIMIT_MS : SCENARIO_LIMIT_MS;
        const outcome = await within(
          limitMs,
          runInBrowser(scenario, browser, servers, options),
        ).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
        tell(scenario, outcome);
        // What hangs or fails may leave tabs behind: the next one gets a fresh browser.
        if (outcome instanceof Error) {
          await browser.close();
          browser = null;
        }
      }
    } finally {
      await browser?.close();
      await servers.stop();
    }
  };
  const long = scenarios.filter(({ waitsMinutes }) => waitsMinutes);
  const shared = scenarios.filter(({ waitsMinutes }) => !waitsMinutes);
  await Promise.all([
    ...long.map((scenario) => runLane([scenario])),
    ...Array.from({ length: Math.min(laneCount, shared.length) }, () => runLane(shared)),
  ]);
}

export const launchLabBrowser = (
  servers: LabServers,
  more: Scenario["browser"] = {},
): Promise<BrowserHandle> =>
  launchBrowser({ ...more, extension: EXTENSION, args: servers.browserArguments });

async function runInBrowser(
  scenario: Scenario,
  shared: BrowserHandle,
  servers: LabServers,
  options: RunOptions,
): Promise<Outcome> {
  if (!scenario.browser) return runScenario(scenario, shared, servers, options);
  const own = await launchLabBrowser(servers, scenario.browser);
  try {
    return await runScenario(scenario, own, servers, options);
  } finally {
    await own.close();
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
