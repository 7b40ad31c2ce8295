import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTempFolder } from "../harness/profile.ts";
import { takeFreePort } from "./listen.ts";
import { writeNginxConfig } from "./nginx-config.ts";
import { runProgram } from "./run-program.ts";

export type Nginx = {
  /**
   * `ws://127.0.0.1:41234`, without a slash at the end. Every path goes on to the upstream, and
   * `/strip/…` as well but without `Upgrade`; `/patient/…` with nginx's default timeout; `/dead/…`
   * has an upstream where nothing listens.
   */
  url: string;
  stop(): Promise<void>;
};

/** A real nginx in front of a server, impatient: it cuts what is quiet for `readTimeoutS`. */
export async function startNginx({
  upstreamUrl,
  readTimeoutS = 2,
}: {
  upstreamUrl: string;
  readTimeoutS?: number;
}): Promise<Nginx> {
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
  const stop = await runProgram({
    name: "nginx",
    debianPackage: "nginx-light",
    args: ["-c", configFile, "-e", errorFile],
    port,
    complaint: () => readFile(errorFile, "utf8").catch(() => "it left no error log"),
  });
  return {
    url: `ws://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      folder.remove();
    },
  };
}
