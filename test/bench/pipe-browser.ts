import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { makeTempFolder, writeDevtoolsPreferences } from "../harness/profile.ts";
import { waitFor } from "../harness/wait-for.ts";
import { findChromium } from "../tools/find-browser.ts";

type Reply = { id: number; result?: unknown; error?: { message: string } };

export type PipeBrowser = {
  pid: number;
  /** A command of the DevTools protocol, to the browser or to one attached target. */
  send<T = Record<string, unknown>>(
    method: string,
    params?: object,
    sessionId?: string,
  ): Promise<T>;
  /** Attaches to a target and gives the session's id. */
  attach(targetId: string): Promise<string>;
  detach(sessionId: string): Promise<void>;
  targets(): Promise<Target[]>;
  /** Of every kind, tabs and the frames of extensions inside DevTools too. */
  allTargets(): Promise<Target[]>;
  evaluate<T>(sessionId: string, expression: string): Promise<T>;
  close(): Promise<void>;
};

export type Target = { targetId: string; type: string; url: string; parentId?: string };

/**
 * Chromium driven over a bare pipe: a Playwright session switches the protocol's Network domain on,
 * which alone makes a message cost two and a half times as much.
 */
export async function launchPipeBrowser(extension: string | null): Promise<PipeBrowser> {
  const folder = makeTempFolder("bench");
  writeDevtoolsPreferences(folder.path, "undocked", "light");
  const child = spawn(
    findChromium(),
    [
      `--user-data-dir=${folder.path}`,
      "--remote-debugging-pipe",
      "--headless=new",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...ARGS,
      ...(extension ? [`--load-extension=${extension}`] : ["--disable-extensions"]),
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const send = connect(child);
  const browser: PipeBrowser = {
    pid: child.pid as number,
    send,
    async attach(targetId) {
      const params = { targetId, flatten: true };
      return (await send<{ sessionId: string }>("Target.attachToTarget", params)).sessionId;
    },
    async detach(sessionId) {
      await send("Target.detachFromTarget", { sessionId });
    },
    async targets() {
      return (await send<{ targetInfos: Target[] }>("Target.getTargets")).targetInfos;
    },
    async allTargets() {
      const params = { filter: [{}] };
      return (await send<{ targetInfos: Target[] }>("Target.getTargets", params)).targetInfos;
    },
    async evaluate<T>(sessionId: string, expression: string) {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send<{
        result: { value: T };
        exceptionDetails?: { exception?: { description?: string }; text: string };
      }>("Runtime.evaluate", params, sessionId);
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await send("Browser.close").catch(() => child.kill());
      await ended;
      folder.remove();
    },
  };
  await waitFor("the browser's first page", async () =>
    (await browser.targets()).some(({ type }) => type === "page"),
  );
  return browser;
}

const ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
  "--js-flags=--expose-gc",
];

/** One JSON text a message, each ended by a zero byte: written to fd 3, read from fd 4. */
function connect(child: ChildProcess): PipeBrowser["send"] {
  const [, , , input, output] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let lastId = 0;
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (chunk: string) => {
    const texts = (rest + chunk).split("\0");
    rest = texts.pop() ?? "";
    for (const text of texts) {
      const { id, result, error } = JSON.parse(text) as Reply;
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error) caller?.reject(new Error(error.message));
      else caller?.resolve(result as never);
    }
  });
  child.once("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("The browser has ended"));
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      input.write(
        `${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`,
      );
    });
}
