import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeTempFolder } from "../harness/profile.ts";
import { findOnPath } from "../tools/programs.ts";
import { takeFreePort } from "./listen.ts";
import { writeNginxConfig } from "./nginx-config.ts";

export type Nginx = {
  /**
   * `ws://127.0.0.1:41234`, without a slash at the end. Every path goes on to the upstream, and
   * `/strip/…` as well but without `Upgrade`; `/dead/…` has an upstream where nothing listens.
   */
  url: string;
  stop(): Promise<void>;
};

const START_LIMIT_MS = 5_000;

/** A real nginx in front of a server, impatient: it cuts what is quiet for `readTimeoutS`. */
export async function startNginx({
  upstreamUrl,
  readTimeoutS = 2,
}: {
  upstreamUrl: string;
  readTimeoutS?: number;
}): Promise<Nginx> {
  const program = findOnPath("nginx");
  if (program === null) {
    throw new Error("nginx is not installed; on Debian: apt-get install nginx-light");
  }
  const folder = makeTempFolder("nginx");
  // Together, so that they are two.
  const [port, deadPort] = await Promise.all([takeFreePort(), takeFreePort()]);
  const configFile = join(folder.path, "nginx.conf");
  const errorFile = join(folder.path, "error.log");
  const upstream = upstreamUrl.replace(/^ws/, "http");
  await writeFile(
    configFile,
    writeNginxConfig({ directory: folder.path, port, deadPort, upstream, readTimeoutS }),
  );

  // The shell waits for the end of its input, which comes with the end of this process however that
  // ends, and takes nginx with it.
  const shell = spawn(
    "sh",
    ["-c", '"$0" "$@" & read _; kill $!; wait', program, "-c", configFile, "-e", errorFile],
    { stdio: ["pipe", "ignore", "ignore"], detached: true },
  );
  const ended = new Promise<void>((resolve) => shell.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
    folder.remove();
  };
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (Date.now() > deadline) {
      const complaint = await readFile(errorFile, "utf8").catch(() => "it left no error log");
      await stop();
      throw new Error(`nginx did not start: ${complaint}`);
    }
    await sleep(20);
  }
  return { url: `ws://127.0.0.1:${port}`, stop };
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
