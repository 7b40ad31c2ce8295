import { defineConfig } from "vitest/config";
import { PATIENCE_MS } from "./test/harness/wait-for.ts";

// Without it vitest replaces every style sheet by an empty one, the demo page's as well.
const css = true;

// A state is waited for; how long it takes on a busy machine proves nothing.
const expect = { poll: { timeout: PATIENCE_MS } };
// The limit is for a machine that is busy with something else; no test waits for it.
const testTimeout = 3 * PATIENCE_MS;

/**
 * Those that keep the whole machine busy, or tell causes by the time between two events. What only
 * waits for states is right beside another browser, too, as on a machine that has other work.
 */
const ALONE = ["flood/**/*", "lab/**/*", "matrix/**/*", "survival/hostile-page"].map(
  (path) => `test/e2e/${path}.test.ts`,
);

/** Those that limit CPU: beside what other tests left in memory all takes several times as long. */
const MEASURED = ["analysis/hostile", "decoders/hostile"].map(
  (path) => `test/unit/${path}.test.ts`,
);

const inBrowsers = {
  css,
  expect,
  globalSetup: "test/tools/prepare-e2e.ts",
  testTimeout,
  hookTimeout: testTimeout,
  // Their state is in their browsers; to load Playwright anew for each would take minutes.
  isolate: false,
};

export default defineConfig({
  test: {
    reporters: ["default", "./test/tools/count-reporter.ts"],
    // One group after the other.
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          exclude: MEASURED,
          css,
          expect,
          testTimeout,
          // To load all that is tested anew for each file takes longer than the tests.
          isolate: false,
          // As many as there are processors in CI; one fewer is usual.
          maxWorkers: 2,
          setupFiles: "test/tools/count-anew.ts",
          // It takes the browser's API once, as it is loaded; who gives it another one loads it anew.
          server: { deps: { inline: ["webextension-polyfill"] } },
        },
      },
      {
        test: { name: "unit-cpu", include: MEASURED, css, expect, testTimeout, maxWorkers: 2 },
      },
      // In `npm run check`: to judge every regular expression anew takes minutes on a slow machine.
      {
        test: {
          name: "sources",
          include: ["test/sources/**/*.test.ts"],
          testTimeout: 900_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...inBrowsers,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: ALONE,
          // Each spends more time waiting than working.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...inBrowsers,
          name: "alone",
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
