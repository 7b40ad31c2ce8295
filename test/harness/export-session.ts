import { readFile } from "node:fs/promises";
import type { Frame, Page } from "playwright";
import type { BrowserHandle } from "./launch-browser.ts";

/** What these tests look at in a session file. */
export type ExportedEntry = {
  request: { url: string };
  _webSocketMessages: { type: "send" | "receive"; opcode: number; data: string }[];
};

/** Clicks "Export session" in a panel and reads the file that it saves. */
export async function exportSession(
  browser: BrowserHandle,
  panel: Page | Frame,
): Promise<ExportedEntry[]> {
  const { path } = await browser.downloadFrom(() =>
    panel.getByRole("button", { name: "Export session" }).click(),
  );
  const { log } = JSON.parse(await readFile(path, "utf8")) as { log: { entries: ExportedEntry[] } };
  return log.entries;
}
