import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath } from "../tools/programs.ts";

const START_LIMIT_MS = 5_000;

type Program = {
  name: string;
  debianPackage: string;
  args: string[];
  /** Where it listens once it runs. */
  port: number;
  /** Where what it says on its standard output goes; left out: nowhere. */
  outputFile?: string;
  /** What it left in its log, for when it does not start. */
  complaint(): Promise<string>;
};

/** Runs a real server until `stop`, and never longer than this process. */
export async function runProgram(program: Program): Promise<() => Promise<void>> {
  const { name, debianPackage, args, port, outputFile, complaint } = program;
  const path = findOnPath(name);
  if (path === null) {
    throw new Error(`${name} is not installed; on Debian: apt-get install ${debianPackage}`);
  }
  // The shell waits for the end of its input, which comes with the end of this process however that
  // ends, and takes the program with it.
  const output = outputFile === undefined ? "ignore" : openSync(outputFile, "a");
  const shell = spawn("sh", ["-c", '"$0" "$@" & read _; kill $!; wait', path, ...args], {
    stdio: ["pipe", output, output],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => shell.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    shell.stdin?.end();
    await ended;
  };
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${name} did not start: ${await complaint()}`);
    }
    await sleep(20);
  }
  return stop;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
