import { resolve } from "node:path";
import { crx } from "@crxjs/vite-plugin";
import { defineConfig, type UserConfig } from "vite";
import { besidePages } from "./extension/beside-pages.ts";
import { declarations } from "./extension/declarations.ts";
import { findingPages } from "./extension/finding-pages.ts";
import { guestScripts } from "./extension/guest-scripts.ts";
import { createManifest } from "./extension/manifest.ts";
import { notices } from "./extension/notices.ts";
import { pageRecorder } from "./extension/page-recorder.ts";

const at = (path: string) => resolve(import.meta.dirname, path);

const extension = (development: boolean): UserConfig => ({
  plugins: [
    crx({ manifest: createManifest({ development }) }),
    guestScripts(),
    findingPages(),
    besidePages(),
    notices("THIRD-PARTY-NOTICES.txt"),
  ],
  build: {
    outDir: "dist/chrome",
    emptyOutDir: true,
    target: "chrome148",
    minify: !development,
    modulePreload: false,
    rollupOptions: {
      // Neither page is named in the manifest: one opens by a click, the other on installation.
      input: { panel: at("extension/panel.html"), welcome: at("extension/welcome.html") },
    },
  },
});

/** The command line is one file that runs wherever it is copied to; what a command needs is run when it is asked for. */
const commandLine: UserConfig = {
  plugins: [notices("cli/THIRD-PARTY-NOTICES.txt")],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    target: "node20",
    rolldownOptions: {
      input: { "cli/stormglass": at("src/cli/main.ts") },
      output: { entryFileNames: "[name].js", codeSplitting: false },
    },
  },
};

/** What `import … from "stormglass"` gives, in Node and in browsers: nothing else is to be installed with it. */
const library: UserConfig = {
  plugins: [
    notices("library/THIRD-PARTY-NOTICES.txt"),
    declarations("src/library", "dist/library"),
  ],
  build: {
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: ["node20", "chrome111", "firefox113", "safari16.4"],
    minify: false,
    lib: {
      entry: { index: at("src/library/index.ts"), schema: at("src/library/schema.ts") },
      formats: ["es"],
    },
    rolldownOptions: {
      output: {
        entryFileNames: "library/[name].js",
        chunkFileNames: "library/chunks/[name]-[hash].js",
      },
    },
  },
};

/** Programs for Node that `npm start`, `lab` and `bench` run. */
const tools: UserConfig = {
  // What our own code takes from these is written for bundlers.
  ssr: { noExternal: ["valibot", "re2js", "tinyglobby", "fdir", "picomatch", "@zip.js/zip.js"] },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    target: "node20",
    rollupOptions: {
      input: {
        "tools/start": at("test/tools/start.ts"),
        "tools/lab": at("test/lab/main.ts"),
        "tools/shoot": at("test/tools/shoot.ts"),
        "tools/record-logs": at("test/tools/record-logs.ts"),
        "tools/walk": at("test/walk/main.ts"),
        "tools/bench": at("test/bench/main.ts"),
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "tools/chunks/[name]-[hash].js" },
    },
  },
};

/** What `import … from "stormglass/playwright"` gives, and the reporter beside it. */
const playwright: UserConfig = {
  plugins: [
    pageRecorder(at("src/playwright/page/recorder.iife.ts")),
    notices("playwright/THIRD-PARTY-NOTICES.txt"),
    declarations("src/playwright", "dist/playwright", {
      project: "tsconfig.playwright.json",
      root: ".",
      peers: ["@playwright/test"],
      renamed: { "playwright/test": "@playwright/test" },
    }),
  ],
  ssr: { noExternal: true, external: ["@playwright/test"] },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    target: "node20",
    rollupOptions: {
      input: {
        "playwright/index": at("src/playwright/index.ts"),
        "playwright/reporter": at("src/playwright/reporter.ts"),
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "playwright/chunks/[name]-[hash].js" },
    },
  },
};

const OF_MODE: Record<string, UserConfig> = { cli: commandLine, library, playwright, tools };

export default defineConfig(({ mode }) => OF_MODE[mode] ?? extension(mode === "development"));
