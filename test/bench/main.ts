/** `npm run bench`: what the built extension weighs, against its budgets. */
import { existsSync } from "node:fs";
import { measureSizes } from "./sizes.ts";

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
