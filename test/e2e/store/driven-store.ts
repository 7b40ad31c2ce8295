import { build } from "vite";
import type * as driver from "./page-driver.ts";

type Driver = typeof driver;

/** Calls one function of the driver in a page of the extension. */
export type DrivenStore = <Name extends keyof Driver>(
  name: Name,
  ...args: Parameters<Driver[Name]>
) => Promise<Awaited<ReturnType<Driver[Name]>>>;

const GLOBAL = "drivenStore";

/** The driver as one script that leaves its functions in a global variable. */
async function buildDriver(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "chrome148",
      lib: { entry: "test/e2e/store/page-driver.ts", formats: ["iife"], name: GLOBAL },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !("output" in result)) throw new Error("The driver was not built");
  return `${result.output[0].code}\nglobalThis.${GLOBAL} = ${GLOBAL};`;
}

/** `evaluate`: runs a text in a page of the extension, and gives what it resolves to. */
export async function driveStore(
  evaluate: (text: string) => Promise<unknown>,
): Promise<DrivenStore> {
  await evaluate(`${await buildDriver()}\n0`);
  return (name, ...args) =>
    evaluate(`${GLOBAL}.${name}(...${JSON.stringify(args)})`) as Promise<never>;
}
