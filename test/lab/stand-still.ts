import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserHandle } from "../harness/launch-browser.ts";

type ProcessInfo = { processInfo: { type: string; id: number }[] };

/**
 * Stops every page and worker of the browser for a while, as a computer does that sleeps: timers
 * stand, and what arrives waits in the kernel. The clocks go on, which is all that is missing.
 */
export async function standStill({ cdp }: BrowserHandle, ms: number): Promise<void> {
  const { processInfo } = await cdp.send<ProcessInfo>("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  for (const { id } of renderers) process.kill(id, "SIGSTOP");
  try {
    await sleep(ms);
  } finally {
    for (const { id } of renderers) process.kill(id, "SIGCONT");
  }
}
