/** `npm run bench -- store`: how fast a million recorded messages are written and read. */
import { driveStore } from "../e2e/store/driven-store.ts";
import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { EXTENSION } from "./extension-folder.ts";
import { launchPipeBrowser } from "./pipe-browser.ts";
import { pssMiB } from "./process-tree.ts";
import { median } from "./statistics.ts";

const TAB = 900_001;
const ROWS = 1_000_000;
const CONNECTIONS = 50;
const READS = 200;

export async function benchStore(): Promise<string[]> {
  const browser = await launchPipeBrowser(EXTENSION);
  try {
    const url = `chrome-extension://${computeExtensionId(EXTENSION)}/extension/welcome.html`;
    const target = await browser.send<{ targetId: string }>("Target.createTarget", { url });
    const session = await browser.attach(target.targetId);
    await waitFor("the page to load", () =>
      browser.evaluate<boolean>(session, 'document.readyState === "complete"'),
    );
    const store = await driveStore((text) => browser.evaluate(session, text));
    const traffic = { fromSeq: 0, startAt: 1_000_000, stepMs: 1, batchRows: 1_000, batches: 4 };

    const idleMiB = pssMiB(browser.pid);
    const half = { ...traffic, rows: ROWS / 2, connections: CONNECTIONS };
    const first = await store("write", TAB, { ...half, documentId: "a" }, null);
    // Half a step later: each row of one document stands between two of the other.
    const second = await store(
      "write",
      TAB,
      { ...half, documentId: "b", startAt: 1_000_000.5 },
      null,
    );
    const rate = ROWS / ((first.ms + second.ms) / 1_000);
    const lines = [
      "| store, 1,000,000 messages of 128 B in 100 connections and 2 documents | |",
      "| --- | --- |",
      `| written | ${Math.round(rate)} messages a second, 4,000 a transaction |`,
      `| memory of the whole browser | ${(pssMiB(browser.pid) - idleMiB).toFixed(0)} MiB more than before (PSS) |`,
    ];
    for (const [name, id] of [
      ["tab, 2 documents merged", null],
      ["1 of 100 connections", "a-7"],
    ] as const) {
      const firstMs = await store("timeFirstRead", TAB, id);
      const times = (await store("timeReads", TAB, id, READS)).sort((x, y) => x - y);
      const worst = times.at(-1) as number;
      const p99 = times[Math.floor(times.length * 0.99)] as number;
      lines.push(
        `| 50 rows of ${name} | median ${median(times).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${worst.toFixed(1)} ms; the first, with the index, ${firstMs.toFixed(1)} ms |`,
      );
    }
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
  }
}
