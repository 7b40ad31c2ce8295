/** Runs the example project as a user has it: in a folder of its own, with the package installed. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeTempFolder } from "../harness/profile.ts";
import { findChromium } from "../tools/find-browser.ts";

export type Attachment = { name: string; contentType: string; path?: string; body?: string };
export type Result = { title: string; status: string; errors: string[]; attachments: Attachment[] };

const PACKAGES = ["ws", "playwright", "playwright-core", "@playwright/test"];

export async function runExample(): Promise<{
  results: Result[];
  output: string;
  remove(): void;
}> {
  const folder = makeTempFolder("playwright");
  const root = resolve(import.meta.dirname, "../..");
  cpSync(join(import.meta.dirname, "example"), folder.path, { recursive: true });
  mkdirSync(join(folder.path, "node_modules/@playwright"), { recursive: true });
  symlinkSync(root, join(folder.path, "node_modules/stormglass"));
  for (const name of PACKAGES) {
    symlinkSync(join(root, "node_modules", name), join(folder.path, "node_modules", name));
  }
  const json = join(folder.path, "results.json");
  const output = await run(folder.path, json);
  const results = resultsIn(JSON.parse(readFileSync(json, "utf8")));
  return { results, output, remove: folder.remove };
}

function run(cwd: string, json: string): Promise<string> {
  const args = ["node_modules/@playwright/test/cli.js", "test", "--workers", "1", "--trace", "on"];
  const reporters = "list,json,stormglass/playwright-reporter";
  const child = spawn(process.execPath, [...args, "--reporter", reporters], {
    cwd,
    env: {
      ...process.env,
      CHROMIUM_PATH: findChromium(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: json,
      // Vitest's own would make it load as a part of that.
      NODE_OPTIONS: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", () => done(output));
  });
}

type Suite = { suites?: Suite[]; specs?: Spec[] };
type Spec = { title: string; tests: { results: RawResult[] }[] };
type RawResult = { status: string; errors: { message?: string }[]; attachments: Attachment[] };

const resultsIn = (suite: Suite): Result[] => [
  ...(suite.suites ?? []).flatMap(resultsIn),
  ...(suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.flatMap(({ results }) =>
      results.map(({ status, errors, attachments }) => ({
        title,
        status,
        errors: errors.map(({ message = "" }) => message),
        attachments,
      })),
    ),
  ),
];
