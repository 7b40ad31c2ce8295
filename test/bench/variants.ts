import { EXTENSION } from "./extension-folder.ts";
import { makeFloorExtension } from "./floor-extension.ts";
import { attachWorker } from "./measure-kept.ts";
import { launchPipeBrowser, type PipeBrowser } from "./pipe-browser.ts";

/**
 * `floor`: an extension that does nothing but see messages go by. `console` and `panel`: with the
 * real DevTools open, on its Console or on Stormglass.
 */
const VARIANTS = ["none", "floor", "watch", "record", "console", "panel"] as const;
export type Variant = (typeof VARIANTS)[number];

/** Without Stormglass, and otherwise the same: what a variant is compared with. */
export const BASE_OF: Record<Variant, Variant> = {
  none: "none",
  floor: "none",
  watch: "none",
  record: "none",
  console: "console",
  panel: "console",
};

export const hasExtension = (variant: Variant): boolean =>
  variant === "watch" || isRecorded(variant);
export const hasDevtools = (variant: Variant): boolean => BASE_OF[variant] === "console";
/** With DevTools open, a tab is recorded without being told so. */
export const isRecorded = (variant: Variant): boolean =>
  variant === "record" || variant === "panel";

export function parseVariants(text: string): Variant[] {
  const isVariant = (name: string): name is Variant => VARIANTS.some((known) => known === name);
  return text.split(",").filter(isVariant);
}

function folderOf(variant: Variant): string | null {
  if (variant === "floor") return makeFloorExtension().path;
  return hasExtension(variant) ? EXTENSION : null;
}

export async function launchVariant(variant: Variant, pageUrl: string): Promise<PipeBrowser> {
  const browser = await launchPipeBrowser(folderOf(variant));
  if (variant === "record") {
    const setting = `chrome.storage.sync.set({"site:${new URL(pageUrl).host}": "record"})`;
    await browser.evaluate(await attachWorker(browser), setting);
  }
  return browser;
}
