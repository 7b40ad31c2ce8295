/**
 * `npm run bench` measures all but the soak, in about 40 minutes, and writes RESULTS.md. After `--`
 * one part alone, which is only printed: `sizes`, `speed [rounds] [W1,…] [none,watch,…]`, `million`,
 * `panel`, `bodies`, `closing`, `store`, `badge`, `diagnosis` or `files`; `soak [minutes]` writes SOAK.md.
 */

import { existsSync } from "node:fs";
import { benchBadge } from "./badge.ts";
import { benchClosing } from "./closing.ts";
import { benchDiagnosis } from "./diagnosis.ts";
import { EXTENSION } from "./extension-folder.ts";
import { benchFiles } from "./files.ts";
import { benchLargeBodies } from "./large-bodies.ts";
import { benchMillion } from "./million.ts";
import { benchPanel } from "./panel.ts";
import { writeResults, writeSoak } from "./results.ts";
import { benchSizes } from "./sizes.ts";
import { benchSoak } from "./soak.ts";
import { benchSpeed, type SpeedOptions } from "./speed.ts";
import { benchStore } from "./store.ts";
import { parseVariants, type Variant } from "./variants.ts";

if (!existsSync(`${EXTENSION}/manifest.json`)) {
  console.error('The extension is not built: run "npm run build" first.');
  process.exit(2);
}

const WITHOUT_DEVTOOLS: Variant[] = ["none", "floor", "watch", "record"];
const ROUNDS = 5;

const SPEED: SpeedOptions[] = [
  { rounds: ROUNDS, warmUps: 1, ids: ["W1", "W2", "W5"], variants: WITHOUT_DEVTOOLS },
  // Their rounds take a second or less: with five of them chance decides.
  { rounds: 15, warmUps: 1, ids: ["W3", "W4"], variants: WITHOUT_DEVTOOLS },
  { rounds: ROUNDS, warmUps: 1, ids: [], variants: ["console", "panel"] },
];

const [part = "all", ...args] = process.argv.slice(2);
const list = (text = "") => text.split(",").filter(Boolean);

switch (part) {
  case "all":
    writeResults([
      benchSizes(),
      ...(await runInTurn(SPEED.map((options) => () => benchSpeed(options)))),
      ...(await runInTurn([benchMillion, benchPanel, benchLargeBodies, benchClosing, benchStore])),
      await benchBadge(),
      benchDiagnosis(),
      await benchFiles(),
    ]);
    break;
  case "sizes":
    benchSizes();
    break;
  case "speed":
    await benchSpeed({
      rounds: Number(args[0] ?? ROUNDS),
      warmUps: 1,
      ids: list(args[1]),
      variants: args[2] ? parseVariants(args[2]) : WITHOUT_DEVTOOLS,
    });
    break;
  case "million":
    await benchMillion();
    break;
  case "panel":
    await benchPanel();
    break;
  case "bodies":
    await benchLargeBodies();
    break;
  case "closing":
    await benchClosing();
    break;
  case "store":
    await benchStore();
    break;
  case "badge":
    await benchBadge();
    break;
  case "diagnosis":
    benchDiagnosis();
    break;
  case "files":
    await benchFiles(args[0]);
    break;
  case "soak":
    writeSoak(await benchSoak(Number(args[0] ?? 10)));
    break;
  default:
    console.error(`There is no part "${part}".`);
    process.exitCode = 2;
}

async function runInTurn(benches: (() => Promise<string[]>)[]): Promise<string[][]> {
  const tables: string[][] = [];
  for (const bench of benches) tables.push(await bench());
  return tables;
}
