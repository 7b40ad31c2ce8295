/** `npm run bench -- speed [rounds] [W1,W2…] [none,watch…]`: what watching and recording cost. */
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { type Figures, measureRound } from "./measure.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { type Measured, speedRow, speedTable } from "./speed-table.ts";
import { BASE_OF, launchVariant, type Variant } from "./variants.ts";
import { WORKLOADS, type Workload } from "./workloads.ts";

export type SpeedOptions = {
  rounds: number;
  /** Rounds before these that warm caches and compilers and do not count. */
  warmUps: number;
  ids: string[];
  variants: readonly Variant[];
};

/** Rounds of all variants in turn, so that a slow minute of the machine slows all of them. */
export async function benchSpeed(options: SpeedOptions): Promise<string[]> {
  const { ids, variants } = options;
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const place = { pageUrl: `${pages.url}/`, serverUrl: server.url };
  const browsers = new Map<Variant, PipeBrowser>();
  const results: Measured[] = [];
  try {
    for (const variant of variants) {
      browsers.set(variant, await launchVariant(variant, place.pageUrl));
    }
    for (const workload of WORKLOADS.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
      const figures = await measureWorkload(browsers, workload, options, place);
      for (const [variant, own] of figures) {
        const result = { workload, variant, own, base: figures.get(BASE_OF[variant]) ?? own };
        results.push(result);
        console.log(speedRow(result));
      }
    }
  } finally {
    for (const browser of browsers.values()) await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
  return speedTable(results);
}

async function measureWorkload(
  browsers: Map<Variant, PipeBrowser>,
  workload: Workload,
  { rounds, warmUps }: SpeedOptions,
  place: { pageUrl: string; serverUrl: string },
): Promise<Map<Variant, Figures[]>> {
  const figures = new Map<Variant, Figures[]>();
  for (let round = -warmUps; round < rounds; round++) {
    for (const [variant, browser] of browsers) {
      const found = await measureRound(browser, variant, workload, place);
      if (round >= 0) figures.set(variant, [...(figures.get(variant) ?? []), found]);
    }
  }
  return figures;
}
