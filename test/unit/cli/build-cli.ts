import { spawn } from "node:child_process";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, loadConfigFromFile } from "vite";

const ROOT = resolve(import.meta.dirname, "../../..");

export type BuiltCli = {
  /** A folder that goes away with the build. */
  folder: string;
  run: (
    args: string[],
    input?: string,
  ) => Promise<{ code: number | null; out: string; err: string }>;
  remove: () => Promise<void>;
};

/** The command line as `npm run build` makes it, from the sources as they are now. */
export async function buildCli(): Promise<BuiltCli> {
  const folder = await mkdtemp(join(tmpdir(), "stormglass-cli-"));
  const loaded = await loadConfigFromFile(
    { command: "build", mode: "cli" },
    join(ROOT, "vite.config.ts"),
  );
  const config = loaded?.config ?? {};
  await build({
    ...config,
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: { ...config.build, outDir: folder },
  });
  // There it is no package that says which kind of modules these are.
  const program = join(folder, "cli/stormglass.mjs");
  await rename(join(folder, "cli/stormglass.js"), program);
  return {
    folder,
    run: (args, input = "") => runNode([program, ...args], folder, input),
    remove: () => rm(folder, { recursive: true }),
  };
}

const runNode: (args: string[], cwd: string, input: string) => ReturnType<BuiltCli["run"]> = (
  args,
  cwd,
  input,
) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      err += text;
    });
    child.on("error", fail).on("close", (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
