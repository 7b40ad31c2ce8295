/**
 * `npm run walk -- [--seeds N] [--seconds N] [--tabs N] [--seed N]`: pages that do to their sockets
 * whatever chance says, several at once in one browser, and whether what was recorded of them is
 * what they saw. `--seed` walks by one seed again, and may be given more than once.
 */
import { parseArgs } from "node:util";
import { ensureBuilt } from "../tools/ensure-built.ts";
import { freshSeed } from "./seeds.ts";
import { startWalkStage } from "./stage.ts";
import { takeWalk } from "./take-walk.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    seconds: { type: "string", default: "10" },
    tabs: { type: "string", default: "4" },
    seed: { type: "string", multiple: true },
  },
});
const positive = (text: string) => Math.max(1, Number.parseInt(text, 10) || 1);
const seconds = positive(values.seconds);
const seeds =
  values.seed === undefined
    ? Array.from({ length: positive(values.seeds) }, freshSeed)
    : values.seed.map(Number);

ensureBuilt();
// Each temporary folder and each browser listens for the end of this process.
process.setMaxListeners(0);

const totals = { walks: 0, sockets: 0, messages: 0, disagreeing: 0 };
const stage = await startWalkStage();
const walkOn = async (): Promise<void> => {
  for (;;) {
    const seed = seeds.pop();
    if (seed === undefined) return;
    const { sockets, messages, disagreements } = await takeWalk(stage, seed, seconds).catch(
      (error) => ({ sockets: 0, messages: 0, disagreements: [`could not be walked: ${error}`] }),
    );
    totals.walks++;
    totals.sockets += sockets;
    totals.messages += messages;
    if (disagreements.length > 0) totals.disagreeing++;
    console.log(`seed ${seed}: ${sockets} sockets, ${messages} messages`);
    for (const line of disagreements) console.log(`    ${line}`);
  }
};
try {
  await Promise.all(Array.from({ length: positive(values.tabs) }, walkOn));
} finally {
  await stage.close();
}
const { walks, sockets, messages, disagreeing } = totals;
console.log(`${walks} walks, ${sockets} sockets, ${messages} messages, ${disagreeing} disagree`);
process.exitCode = disagreeing === 0 ? 0 : 1;
