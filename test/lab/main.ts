/**
 * `npm run lab -- [part of a name]… [--lanes N] [--stop-worker]`: real failures and healthy sessions
 * in a real browser, and whether the diagnosis is right. `--stop-worker` stops the extension's
 * background worker in the midst of each: the diagnosis must not change.
 */
import { parseArgs } from "node:util";
import { ensureBuilt } from "../tools/ensure-built.ts";
import { ensureProgram } from "../tools/programs.ts";
import { describeFound, describeTruth } from "./describe.ts";
import { listWrong } from "./judge.ts";
import { runLanes } from "./run-lanes.ts";
import type { Outcome } from "./run-scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { formatRow } from "./table.ts";
import { sumOutcomes } from "./totals.ts";

/** Scenarios wait more than they work: two lanes for each core of a small machine. */
const DEFAULT_LANES = "4";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lanes: { type: "string", default: DEFAULT_LANES },
    "stop-worker": { type: "boolean", default: false },
  },
});
const isWanted = (name: string) =>
  positionals.length === 0 || positionals.some((part) => name.includes(part));
const chosen = scenarios.filter(({ name }) => isWanted(name));
if (chosen.length === 0) {
  console.error(`No scenario's name contains ${positionals.join(" or ")}.`);
  process.exit(2);
}
const lanes = Math.max(1, Number.parseInt(values.lanes, 10) || 1);

ensureBuilt();
ensureProgram("nginx", "nginx-light");
ensureProgram("haproxy", "haproxy");

// Each temporary folder and each browser listens for the end of this process.
process.setMaxListeners(0);

const startedAt = Date.now();
const outcomes: (Outcome | null)[] = [];
console.log(formatRow("scenario", "DevTools", "expected", "found", "ok"));
await runLanes(chosen, lanes, { stopWorker: values["stop-worker"] }, (scenario, outcome) => {
  const failed = outcome instanceof Error;
  const wrong = failed
    ? [outcome.message]
    : [...listWrong(outcome.verdict), ...outcome.differences];
  const found = failed ? "could not run" : describeFound(outcome.diagnosis);
  const truth = describeTruth(scenario.expect);
  const ok = wrong.length === 0 ? "yes" : "NO";
  console.log(formatRow(scenario.name, scenario.devtools, truth, found, ok));
  for (const line of wrong) console.log(`    ${line}`);
  outcomes.push(failed ? null : outcome);
});

const totals = sumOutcomes(outcomes);
const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
console.log(`\n${chosen.length} scenarios in ${minutes} minutes`);
for (const line of totals.lines) console.log(line);
process.exitCode = totals.passed ? 0 : 1;
