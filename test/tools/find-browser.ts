import { chromium } from "playwright";
import { canInstall, findOnPath, installDebianPackage, isProgram } from "./programs.ts";

// Chromium first: Google's own builds have ignored --load-extension since version 137.
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const HOW_TO_GET_ONE =
  'No Chromium found. Get one with "npx playwright install chromium" or "apt-get install chromium", or set CHROMIUM_PATH.';

/** The browser to drive: CHROMIUM_PATH, else from PATH, else the one that Playwright downloaded. */
export function findChromium(): string {
  const path = lookForChromium();
  if (path === null) throw new Error(HOW_TO_GET_ONE);
  return path;
}

/** Like `findChromium`, but installs Debian's where none is found and we may. */
export function ensureChromium(): string {
  if (lookForChromium() === null && canInstall()) installDebianPackage("chromium");
  return findChromium();
}

function lookForChromium(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}: no program is there.`);
    return chosen;
  }
  for (const name of NAMES) {
    const path = findOnPath(name);
    if (path) return path;
  }
  const downloaded = chromium.executablePath();
  return isProgram(downloaded) ? downloaded : null;
}
