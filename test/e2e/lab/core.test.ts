/** The lab's quick and telling scenarios: each diagnosis is true, wherever one reads it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BrowserHandle } from "../../harness/launch-browser.ts";
import { listWrong } from "../../lab/judge.ts";
import { type LabServers, startLabServers } from "../../lab/lab-servers.ts";
import { launchLabBrowser } from "../../lab/run-lanes.ts";
import { runScenario } from "../../lab/run-scenario.ts";
import { scenarios } from "../../lab/scenarios/index.ts";

let servers: LabServers;
let browser: BrowserHandle;

beforeAll(async () => {
  servers = await startLabServers();
  browser = await launchLabBrowser(servers);
});

afterAll(async () => {
  await browser?.close();
  await servers?.stop();
});

const core = scenarios.filter((scenario) => scenario.core);

describe("panel, file and command line tell the truth of", () => {
  it.each(core)("$name", async (scenario) => {
    const { verdict, differences } = await runScenario(scenario, browser, servers);
    expect([...listWrong(verdict), ...differences]).toEqual([]);
  });

  it("a restart, though the background worker was stopped in its midst", async () => {
    const restart = core.find(({ name }) => name === "restart under four sockets");
    if (!restart) throw new Error("the scenario has another name now");
    const options = { stopWorker: true };
    const { verdict, differences } = await runScenario(restart, browser, servers, options);
    expect([...listWrong(verdict), ...differences]).toEqual([]);
  });
});
