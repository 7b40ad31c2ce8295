import { defineConfig } from "vitest/config";

// Without it vitest replaces every style sheet by an empty one, the demo page's as well.
const css = true;

// A state is waited for; how long it takes on a busy machine proves nothing.
const patient = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    reporters: ["default", "./test/tools/count-reporter.ts"],
    projects: [
      // The limit is for a machine that is busy with something else; no test waits for it.
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          css,
          expect: patient,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          css,
          expect: patient,
          globalSetup: "test/tools/prepare-e2e.ts",
          // Each spends more time waiting than working. After the unit tests, which do not wait.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // Their state is in their browsers; to load Playwright anew for each would take minutes.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
