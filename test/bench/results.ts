import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { findChromium } from "../tools/find-browser.ts";

const FILE = "test/bench/RESULTS.md";
const SOAK_FILE = "test/bench/SOAK.md";

/** Each section is the lines of one table. */
export function writeResults(sections: string[][]): void {
  const text = `# What Stormglass costs

Measured on ${new Date().toISOString().slice(0, 10)} with ${describeBrowser()} on ${describeMachine()}; a production build, driven over a bare pipe of the DevTools protocol. Modes run in turn, round by round; a page reads the data of what it receives. Ratios are medians of the rounds' own ratios, with a 90 % interval of that median: \`watch\` and \`record\` to \`none\` (no extension), and so is \`floor\`, an extension that does nothing but put a Proxy before \`send\` and an idle listener on each socket: what seeing each message costs at least; \`panel\` (the real panel open in DevTools) to \`console\` (DevTools on its Console, no extension). CPU is that of all the browser's processes, until they are quiet again; the main thread is the page's. "all" under kept: every message of every round was counted and, where recorded, is in the store or among the dropped.

${sections.map((lines) => lines.join("\n")).join("\n\n")}

Again: \`npm run bench\` writes this file. One part: \`npm run bench -- speed 5\`, \`npm run bench -- speed 15 W1,W2 none,watch\`, \`npm run bench -- speed 5 W1 console,panel\`, \`npm run bench -- million\`, \`panel\`, \`bodies\`, \`closing\`, \`store\`, \`badge\`, \`sizes\`, \`diagnosis\`, \`files\`, \`soak 10\`.
`;
  write(FILE, text);
}

export function writeSoak(lines: string[]): void {
  const text = `# Stormglass, left alone for a while

Measured on ${new Date().toISOString().slice(0, 10)} with ${describeBrowser()} on ${describeMachine()}: one page that receives and records.

${lines.join("\n")}

Again: \`npm run bench -- soak 10\` writes this file.
`;
  write(SOAK_FILE, text);
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
  console.log(`Written to ${file}.`);
}

const describeBrowser = (): string =>
  execFileSync(findChromium(), ["--version"], { encoding: "utf8" }).trim().split(" ", 2).join(" ");

function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processors";
  return `${availableParallelism()} × ${model}, ${Math.round(totalmem() / 1_024 ** 3)} GiB`;
}
