import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTempFolder } from "../harness/profile.ts";
import { takeFreePort } from "./listen.ts";
import { runProgram } from "./run-program.ts";

export type Haproxy = {
  /**
   * `ws://127.0.0.1:41234`, without a slash at the end. Every path goes on to the upstream;
   * `/dead/…` has an upstream where nothing listens, and `/busy/…` is refused with 429.
   */
  url: string;
  stop(): Promise<void>;
};

/** A real HAProxy in front of a server: it cuts a tunnel that is quiet both ways for `tunnelMs`. */
export async function startHaproxy({
  upstreamUrl,
  tunnelMs = 2_000,
}: {
  upstreamUrl: string;
  tunnelMs?: number;
}): Promise<Haproxy> {
  const folder = makeTempFolder("haproxy");
  // Together, so that they are two.
  const [port, deadPort] = await Promise.all([takeFreePort(), takeFreePort()]);
  const configFile = join(folder.path, "haproxy.cfg");
  const { host: upstream } = new URL(upstreamUrl);
  await writeFile(configFile, writeHaproxyConfig({ port, deadPort, upstream, tunnelMs }));
  const stop = await runProgram({
    name: "haproxy",
    debianPackage: "haproxy",
    // In the foreground, without its greetings.
    args: ["-db", "-q", "-f", configFile],
    port,
    complaint: async () => `see "haproxy -c -f ${configFile}"`,
  });
  return {
    url: `ws://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      folder.remove();
    },
  };
}

type Parts = { port: number; deadPort: number; upstream: string; tunnelMs: number };

/** A whole configuration: nothing of the machine's own HAProxy is read or written. */
const writeHaproxyConfig = ({ port, deadPort, upstream, tunnelMs }: Parts): string => `
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
  # From the 101 on, it is this one that counts.
  timeout tunnel ${tunnelMs}ms

frontend lab
  bind 127.0.0.1:${port}
  http-request deny deny_status 429 hdr Retry-After 7 if { path_beg /busy/ }
  use_backend dead if { path_beg /dead/ }
  default_backend faults

backend faults
  server faults ${upstream}

backend dead
  # One try: three would make the handshake late rather than refused.
  retries 0
  server dead 127.0.0.1:${deadPort}
`;
