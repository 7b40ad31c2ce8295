/** `npm run bench -- speed [rounds] [W1,W2…]`: what watching and recording cost, as ratios. */
import { resolve } from "node:path";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { attachWorker, type Figures, measureRound } from "./measure.ts";
import { launchPipeBrowser, type PipeBrowser } from "./pipe-browser.ts";
import { interval90, median } from "./statistics.ts";
import { WORKLOADS } from "./workloads.ts";

const VARIANTS = ["none", "watch", "record"] as const;
type Variant = (typeof VARIANTS)[number];

/** Rounds of all variants in turn, so that a slow minute of the machine slows all of them. */
export async function benchSpeed(rounds: number, ids: string[]): Promise<void> {
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const place = { pageUrl: `${pages.url}/`, serverUrl: server.url };
  const browsers = new Map<Variant, PipeBrowser>();
  try {
    for (const variant of VARIANTS) {
      const browser = await launchPipeBrowser(variant === "none" ? null : resolve("dist/chrome"));
      browsers.set(variant, browser);
      if (variant === "record") {
        const setting = `chrome.storage.sync.set({"site:${new URL(pages.url).host}": "record"})`;
        await browser.evaluate(await attachWorker(browser), setting);
      }
    }
    for (const workload of WORKLOADS.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
      const figures = new Map<Variant, Figures[]>(VARIANTS.map((variant) => [variant, []]));
      // The first round warms caches and compilers and does not count.
      for (let round = 0; round <= rounds; round++) {
        for (const [variant, browser] of browsers) {
          const found = await measureRound(browser, workload, {
            ...place,
            watched: variant !== "none",
          });
          if (round > 0) figures.get(variant)?.push(found);
        }
      }
      print(`${workload.id}  ${workload.what}`, figures, workload.messages);
    }
  } finally {
    for (const browser of browsers.values()) await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}

function print(title: string, figures: Map<Variant, Figures[]>, messages: number): void {
  console.log(`\n${title}`);
  const base = figures.get("none") as Figures[];
  for (const [variant, rounds] of figures) {
    const cpu = rounds.map(({ cpuSeconds }, i) => cpuSeconds / (base[i]?.cpuSeconds ?? Number.NaN));
    const page = rounds.map(({ pageMs }, i) => pageMs / (base[i]?.pageMs ?? Number.NaN));
    const [low, high] = interval90(cpu);
    const parts = [
      variant.padEnd(7),
      `CPU ×${median(cpu).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
      `page time ×${median(page).toFixed(2)} (${median(rounds.map((r) => r.pageMs)).toFixed(0)} ms)`,
    ];
    if (rounds[0]?.p50 !== undefined) {
      const p50 = median(rounds.map(({ p50 }) => p50 ?? 0));
      const p99 = median(rounds.map(({ p99 }) => p99 ?? 0));
      parts.push(`p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
    }
    parts.push(`${median(rounds.map(({ pssMiB }) => pssMiB)).toFixed(0)} MiB`);
    if (variant !== "none") parts.push(`counted ${rounds.at(-1)?.counted} of ${messages}`);
    if (variant === "record") parts.push(`stored ${rounds.at(-1)?.stored}`);
    console.log(`  ${parts.join("  ")}`);
  }
}
