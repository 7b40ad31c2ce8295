import { defineConfig } from "@playwright/test";
import type { StormglassOptions } from "stormglass/playwright";

export default defineConfig<StormglassOptions>({
  reporter: [["list"], ["stormglass/playwright-reporter"]],
  use: {
    trace: "retain-on-failure",
    stormglassOptions: { attach: "always" },
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // Only root needs it.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
