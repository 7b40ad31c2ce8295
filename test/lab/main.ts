/** `npm run lab -- [part of a name]`: real failures, and whether the diagnosis names them. */
import { launchBrowser } from "../harness/launch-browser.ts";
import { ensureProgram } from "../tools/programs.ts";
import { describeFound, describeTruth } from "./judge.ts";
import { startLabServers } from "./lab-servers.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { formatRow } from "./table.ts";

const wanted = process.argv[2] ?? "";
const chosen = scenarios.filter(({ name }) => name.includes(wanted));
if (chosen.length === 0) {
  console.error(`No scenario's name contains "${wanted}".`);
  process.exit(2);
}

ensureProgram("nginx", "nginx-light");
const servers = await startLabServers();
const browser = await launchBrowser({ extension: "dist/chrome" });
let wrongCount = 0;
console.log(formatRow("scenario", "expected", "found", "ok"));
try {
  for (const scenario of chosen) {
    const truth = describeTruth(scenario.expect);
    const { found, wrong } = await runScenario(scenario, browser, servers).then(
      ({ diagnosis, wrong }) => ({ found: describeFound(diagnosis), wrong }),
      (error: Error) => ({ found: "could not run", wrong: [error.message] }),
    );
    if (wrong.length > 0) wrongCount++;
    console.log(formatRow(scenario.name, truth, found, wrong.length === 0 ? "yes" : "NO"));
    for (const line of wrong) console.log(`    ${line}`);
  }
} finally {
  await browser.close();
  await servers.stop();
}
console.log(`\n${chosen.length - wrongCount} of ${chosen.length} right`);
process.exitCode = wrongCount > 0 ? 1 : 0;
