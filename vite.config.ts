import { resolve } from "node:path";
import { crx } from "@crxjs/vite-plugin";
import { defineConfig, type UserConfig } from "vite";
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

/** Programs for Node: the command line, and what `npm start`, `lab` and `bench` run. */
const tools: UserConfig = {
  plugins: [notices("cli/THIRD-PARTY-NOTICES.txt", "cli/stormglass.js")],
  // The command line is one file that runs wherever it is copied to.
  ssr: { noExternal: ["valibot", "re2js", "tinyglobby", "fdir", "picomatch", "@zip.js/zip.js"] },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    target: "node20",
    rollupOptions: {
      input: {
        "cli/stormglass": at("src/cli/main.ts"),
        "tools/start": at("test/tools/start.ts"),
        "tools/lab": at("test/lab/main.ts"),
        "tools/shoot": at("test/tools/shoot.ts"),
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

export default defineConfig(({ mode }) =>
  mode === "tools" ? tools : mode === "playwright" ? playwright : extension(mode === "development"),
);
