/** What a diagnosis takes of memory, whatever a file of 64 MiB holds. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./build-cli.ts";

const MIB = 1024 * 1024;
const FILE_BYTES = 64 * MIB;
const MEMORY_MIB = 512;

/**
 * Said last, in KiB, by the process that is measured. `maxRSS` would do on other systems; on Linux
 * it counts from what the process that started this one had in its memory (getrusage(2) keeps it
 * over an exec), and this one holds the file's text. `VmHWM` begins anew with each program (proc(5)).
 */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from "node:fs";
  const STATUS = "/proc/self/status";
  process.on("exit", () => {
    const own = existsSync(STATUS) && /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync(STATUS, "utf8"))?.[1];
    console.error(own || process.resourceUsage().maxRSS);
  });`)}`;

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

async function diagnose(json: string) {
  await writeFile(join(cli.folder, "large.har"), json);
  const args = ["--import", TELL_PEAK, "cli/stormglass.mjs", "diagnose", "large.har"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: cli.folder,
    maxBuffer: FILE_BYTES,
  }).catch((failed: { stdout: string; stderr: string }) => failed);
  const lines = stderr.trim().split("\n");
  return { peakMib: Number(lines.pop()) / 1024, said: stdout + lines.join("\n") };
}

const entryUpToMessages =
  '{"startedDateTime":"2026-11-20T12:00:00.000Z","request":{"method":"GET","url":"wss://a.test/"},"response":{"status":101},"_webSocketMessages":[';
const fileOf = (entries: string) => `{"log":{"entries":[${entries}]}}`;

/** As many as fit into the file. */
function fill(write: (index: number) => string): string {
  const units: string[] = [];
  let room = FILE_BYTES - 1_000;
  for (let i = 0; ; i++) {
    const unit = write(i);
    room -= Buffer.byteLength(unit) + 1;
    if (room < 0) return units.join(",");
    units.push(unit);
  }
}
const messages = (write: (index: number) => string) =>
  fileOf(`${entryUpToMessages}${fill(write)}]}`);
const message = (at: number, data: string) =>
  `{"type":"send","time":${1_700_000_000 + at / 1000},"opcode":1,"data":"${data}"}`;

it.each<[string, () => string, string]>([
  ["messages of 2 B", () => messages((i) => message(i, "ab")), "a.test"],
  ["messages in no order", () => messages((i) => message(i % 7, "abcdefgh")), "a.test"],
  ["letters of two bytes", () => messages((i) => message(i, "сообщение")), "a.test"],
  ["one text", () => fileOf(`${entryUpToMessages}${message(0, "x".repeat(63 * MIB))}]}`), "a.test"],
  ["connections", () => fileOf(fill(() => `${entryUpToMessages}]}`)), "too many"],
  ["lists", () => `{"log":{"x":[${fill(() => "[]")}],"entries":[]}}`, "too large"],
  ["a message that is too deep", () => messages(() => "[".repeat(FILE_BYTES - 2_000)), "too deep"],
  ["lines", () => `${"\n".repeat(FILE_BYTES)}x`, `line ${FILE_BYTES + 1}, column 1`],
])("a file full of %s is read, or said to be too much", async (_, write, told) => {
  const { peakMib, said } = await diagnose(write());
  expect(said).toContain(told);
  expect(peakMib).toBeLessThan(MEMORY_MIB);
});
