/** `npm run bench -- soak [minutes]`: a thousand recorded messages a second, and the memory. */
import { setTimeout as sleep } from "node:timers/promises";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { settle } from "./measure.ts";
import { readKept } from "./measure-kept.ts";
import { readHeapMiB } from "./million.ts";
import { openPage } from "./open-page.ts";
import { pssMiBByRole, ROLES } from "./process-tree.ts";
import { slope } from "./statistics.ts";
import { launchVariant } from "./variants.ts";

const SAMPLE_EVERY_MS = 30_000;
/** Caches and heaps fill before memory can be flat. */
const WARM_SHARE = 0.3;
const ECHOES_PER_MS = 0.5;

const START = `(base) => new Promise((resolve, reject) => {
  const socket = new WebSocket(base + "/echo");
  const text = JSON.stringify({ type: "reading", hPa: 1013, note: "x".repeat(90) });
  globalThis.soak = { socket, sent: 0, received: 0, timer: 0 };
  socket.onerror = reject;
  socket.onmessage = () => { soak.received++; };
  socket.onopen = () => {
    const startedAt = performance.now();
    soak.timer = setInterval(() => {
      const due = Math.floor((performance.now() - startedAt) * ${ECHOES_PER_MS});
      for (; soak.sent < due; soak.sent++) socket.send(text);
    }, 10);
    resolve();
  };
})`;
const END = `new Promise((resolve) => {
  clearInterval(soak.timer);
  const wait = setInterval(() => {
    if (soak.received < soak.sent) return;
    clearInterval(wait);
    soak.socket.onclose = () => resolve(soak.sent + soak.received);
    soak.socket.close();
  }, 10);
})`;

export async function benchSoak(minutes: number): Promise<string[]> {
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const browser = await launchVariant("record", `${pages.url}/`);
  try {
    const page = await openPage(browser, `${pages.url}/`);
    await browser.evaluate(page.session, `(${START})(${JSON.stringify(server.url)})`);
    const samples: { minute: number; heapMiB: number; extensionMiB: number; totalMiB: number }[] =
      [];
    const startedAt = Date.now();
    for (let n = 1; n * SAMPLE_EVERY_MS <= minutes * 60_000; n++) {
      await sleep(startedAt + n * SAMPLE_EVERY_MS - Date.now());
      const heapMiB = await readHeapMiB(browser, page.session);
      const pss = pssMiBByRole(browser.pid);
      const totalMiB = ROLES.reduce((sum, role) => sum + pss[role], 0);
      const sample = { minute: n / 2, heapMiB, extensionMiB: pss.extension, totalMiB };
      samples.push(sample);
      console.log(
        `${sample.minute.toFixed(1)} min: page heap ${heapMiB.toFixed(1)} MiB, extension ${pss.extension.toFixed(0)} MiB, browser ${totalMiB.toFixed(0)} MiB`,
      );
    }
    const messages = await browser.evaluate<number>(page.session, END);
    await settle(browser.pid);
    const kept = await readKept(browser);
    const warm = samples.slice(Math.floor(samples.length * WARM_SHARE));
    const row = (name: string, of: (sample: (typeof samples)[number]) => number) => {
      const values = warm.map(of);
      const mib = slope(
        warm.map(({ minute }) => minute),
        values,
      );
      return `| ${name} | ${values[0]?.toFixed(1)} to ${values.at(-1)?.toFixed(1)} MiB, ${mib.toFixed(2)} MiB a minute |`;
    };
    const lines = [
      `| soak: ${minutes} min at 1,000 messages/s, recorded | |`,
      "| --- | --- |",
      `| counted, stored, dropped | ${kept.counted}, ${kept.stored}, ${kept.dropped} of ${messages} |`,
      row("page heap, collected", ({ heapMiB }) => heapMiB),
      row("extension's processes (PSS)", ({ extensionMiB }) => extensionMiB),
      row("whole browser (PSS)", ({ totalMiB }) => totalMiB),
    ];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}
