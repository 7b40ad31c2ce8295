import { execFile } from "node:child_process";
import { resolve } from "node:path";
import type { Diagnosis } from "./judge.ts";

/** Exit code 1 only says that something was found. */
const FOUND_SOMETHING = 1;

/** What the built command line says of a session file. */
export const diagnoseFile = (path: string): Promise<Diagnosis> =>
  new Promise((fulfil, reject) => {
    const cli = resolve("dist/cli/stormglass.js");
    execFile(
      process.execPath,
      [cli, "diagnose", path, "--json"],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error && error.code !== FOUND_SOMETHING) reject(new Error(stderr || error.message));
        else fulfil(JSON.parse(stdout) as Diagnosis);
      },
    );
  });
