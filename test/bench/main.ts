/** `npm run bench`: what the built extension weighs; with `-- speed [rounds] [W1,…]` what
 * watching and recording cost, with `-- store` how fast a million rows are written and read. */
import { existsSync } from "node:fs";
import { measureSizes } from "./sizes.ts";
import { benchSpeed } from "./speed.ts";
import { benchStore } from "./store.ts";

const EXTENSION = "dist/chrome";
if (!existsSync(`${EXTENSION}/manifest.json`)) {
  console.error('The extension is not built: run "npm run build" first.');
  process.exit(2);
}

const kib = (bytes: number) => `${(bytes / 1_024).toFixed(2)} KiB`;

for (const { name, gzipBytes, budgetBytes } of measureSizes(EXTENSION)) {
  const isOver = budgetBytes !== null && gzipBytes > budgetBytes;
  if (isOver) process.exitCode = 1;
  const budget = budgetBytes === null ? "no budget" : `of ${kib(budgetBytes)}`;
  console.log(
    `${name.padEnd(8)} ${kib(gzipBytes).padStart(10)}  ${budget}${isOver ? "  OVER" : ""}`,
  );
}

const [what, rounds = "5", ids = ""] = process.argv.slice(2);
if (what === "store") await benchStore();
if (what === "speed") await benchSpeed(Number(rounds), ids.split(",").filter(Boolean));
