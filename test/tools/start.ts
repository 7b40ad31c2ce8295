/** `npm start [-- URL]`: Stormglass in a browser of its own, on the demo or on a page of yours. */
import { startDemo } from "../demo/start-demo.ts";
import { ensureBuilt } from "./ensure-built.ts";
import { ensureChromium } from "./find-browser.ts";
import { showInWindow } from "./show-in-window.ts";
import { tourWithoutDisplay } from "./tour-without-display.ts";

try {
  ensureBuilt();
  ensureChromium();
} catch (error) {
  // What is missing is for the user to get: one line, and no stack.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const chosenUrl = process.argv[2];
const demo = chosenUrl === undefined ? await startDemo() : null;
const target = { url: chosenUrl ?? demo?.url ?? "about:blank", isDemo: demo !== null };
try {
  await (hasDisplay() ? showInWindow(target) : tourWithoutDisplay(target));
} finally {
  await demo?.stop();
}

function hasDisplay(): boolean {
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
