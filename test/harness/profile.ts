import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Theme = "light" | "dark";
export type Dock = "undocked" | "bottom" | "right";

/** A temporary folder of our own; what `remove` misses goes when the process ends. */
export function makeTempFolder(purpose: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `stormglass-${purpose}-`));
  // A browser that is still shutting down may write once more, so the removal is tried again.
  const remove = () => {
    process.off("exit", remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  process.on("exit", remove);
  return { path, remove };
}

const DEVTOOLS_WINDOW = { left: 0, top: 0, right: 1280, bottom: 800, maximized: false };

export const THEME_SETTING = "ui-theme";
export const encodeTheme = (theme: Theme) => JSON.stringify(theme === "dark" ? "dark" : "default");

/** DevTools keeps its settings as JSON in strings; without these it opens docked, in the OS theme. */
export function writeDevtoolsPreferences(profile: string, dock: Dock, theme: Theme): void {
  const preferences = {
    // A DevTools window of its own is small by default, too small for what people look at.
    browser: { app_window_placement: { DevToolsApp: DEVTOOLS_WINDOW } },
    devtools: {
      preferences: {
        currentDockState: JSON.stringify(dock),
        [THEME_SETTING]: encodeTheme(theme),
      },
    },
  };
  mkdirSync(join(profile, "Default"), { recursive: true });
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
}
