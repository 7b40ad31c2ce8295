/**
 * `npm run bench -- files`: session files of a million messages and of 512 MiB of bodies, written as
 * an export writes them, opened in the viewer, diagnosed and masked by the command line. Each with its
 * wall clock, the processor's time, which a busy machine does not change as much, and the most memory
 * it took. After `--` `files open`: the opening alone.
 */
import { spawn } from "node:child_process";
import { createWriteStream, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { writeHarParts } from "../../src/har/write.ts";
import { SHAPE_OBJECT, UNTOLD } from "../../src/protocol/rows.ts";
import type { StoredRow } from "../../src/session/stored-row.ts";
import { makeConnection, makeSession, T0 } from "../builders.ts";
import { COMMAND_LINE } from "../tools/ensure-built.ts";
import { openInViewer } from "./open-file.ts";
import { cpuSeconds } from "./process-tree.ts";

const MIB = 1_024 * 1_024;
const LOOK_EVERY_MS = 100;

type Workload = { name: string; count: number; sizeBytes: number };

const WORKLOADS: Workload[] = [
  { name: "1,000,000 × 128 B", count: 1_000_000, sizeBytes: 128 },
  { name: "8,192 × 64 KiB", count: 8_192, sizeBytes: 64 * 1_024 },
];

type Taken = { ms: number; cpuMs: number; peakMiB: number };

export async function benchFiles(only?: string): Promise<string[]> {
  const lines = [
    "| session files | wall clock | processor | memory at most | limits |",
    "| --- | --- | --- | --- | --- |",
  ];
  const folder = await mkdtemp(join(tmpdir(), "stormglass-bench-"));
  const tell = (what: string, { ms, cpuMs, peakMiB }: Taken, limits: string) => {
    const seconds = (time: number) => `${(time / 1_000).toFixed(1)} s`;
    const line = `| ${what} | ${seconds(ms)} | ${seconds(cpuMs)} | ${Math.round(peakMiB)} MiB | ${limits}`;
    console.log(line);
    lines.push(line);
  };
  for (const line of lines) console.log(line);
  try {
    for (const workload of WORKLOADS) {
      const file = join(folder, "session.har");
      const written = await writeFile(file, workload);
      const sizeMiB = Math.round(statSync(file).size / MIB);
      tell(`${workload.name}: written, masked, ${sizeMiB} MiB`, written, "of 30 s, 200 MiB |");
      tell(...(await opened(file)));
      if (only === "open") continue;
      tell("diagnosed", await run(["diagnose", file]), "of 10 s, 300 MiB |");
      const masked = ["redact", file, "--output", join(folder, "masked.har")];
      tell("masked by the command line", await run(masked), "of 30 s |");
    }
    return lines;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function opened(file: string): Promise<[string, Taken, string]> {
  const { seenMs, wholeMs, cpuMs, peakMiB, shares } = await openInViewer(file);
  const first = `first screen after ${(seenMs / 1_000).toFixed(1)} s of 2 s`;
  return [
    `opened in the viewer: ${first}, progress told ${shares} times`,
    { ms: wholeMs, cpuMs, peakMiB },
    "of 30 s, 300 MiB |",
  ];
}

async function writeFile(path: string, { count, sizeBytes }: Workload): Promise<Taken> {
  const connection = makeConnection({ open: true, receive: { count } });
  const { id: connectionId, documentId } = connection;
  const place = { documentId: documentId ?? "", connectionId };
  const body = `{"price":1,"note":"${"calm ".repeat(sizeBytes / 5).slice(0, sizeBytes - 21)}"}`;
  async function* rowsOf(): AsyncGenerator<StoredRow> {
    for (let seq = 0; seq < count; seq++) {
      const at = T0 + 100 + seq;
      yield { ...place, seq, at, flags: 0, shape: SHAPE_OBJECT, sizeBytes, ...UNTOLD, body };
    }
  }
  const session = makeSession({ connections: [connection] });
  const about = { creatorVersion: "1", exportedAt: T0 + count, masked: true };
  const usedBefore = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let peak = 0;
  async function* watched() {
    for await (const part of writeHarParts({ session, rowsOf, ...about })) {
      peak = Math.max(peak, process.memoryUsage().rss - usedBefore);
      yield part;
    }
  }
  await pipeline(watched(), createWriteStream(path));
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuMs = (user + system) / 1_000;
  return { ms: performance.now() - startedAt, cpuMs, peakMiB: peak / MIB };
}

/** Linux says of each process the most that it ever had in memory. */
const peakMiBOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024;

async function run(args: string[]): Promise<Taken> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [COMMAND_LINE, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const taken: Taken = { ms: 0, cpuMs: 0, peakMiB: 0 };
  while (!isOver) {
    try {
      taken.peakMiB = Math.max(taken.peakMiB, peakMiBOf(child.pid ?? 0));
      taken.cpuMs = Math.max(taken.cpuMs, 1_000 * cpuSeconds(child.pid ?? 0));
    } catch {
      // It has ended between two looks.
    }
    await sleep(LOOK_EVERY_MS);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`stormglass ${args[0]} ended with ${code}`);
  return { ...taken, ms: performance.now() - startedAt };
}
