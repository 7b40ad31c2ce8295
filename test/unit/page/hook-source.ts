import { resolve } from "node:path";
import vm from "node:vm";
import { build } from "vite";
import { SCRIPT_NAME } from "../../../src/protocol/script-name.ts";

/** The hook as a development build has it, line by line. */
export async function buildHook(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "esnext",
      lib: { entry: resolve("src/page/hook.iife.ts"), formats: ["iife"], name: "hook" },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !("output" in result)) throw new Error("There is no output");
  return result.output[0].code;
}

export const compile = (source: string): vm.Script =>
  new vm.Script(source, { filename: SCRIPT_NAME });
