import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTempFolder } from "../harness/profile.ts";
import { takeFreePort } from "./listen.ts";
import { runProgram } from "./run-program.ts";

export type PastedProxy = { url: string; stop(): Promise<void> };

type Config = { port: number; upstreamPort: string; folder: string; line: string };
type Product = {
  program: string;
  debianPackage: string;
  args(file: string, folder: string): string[];
  /** The smallest configuration into which the line can be pasted as it is. */
  write(config: Config): string;
};

const MODULES = ["mpm_event", "authz_core", "proxy", "proxy_http"];

export const PRODUCTS: Record<string, Product> = {
  nginx: {
    program: "nginx",
    debianPackage: "nginx-light",
    args: (file, folder) => ["-c", file, "-e", join(folder, "error.log")],
    write: ({ port, folder, line }) => `
      daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
        fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
        server { listen 127.0.0.1:${port}; ${line} }
      }`,
  },
  HAProxy: {
    program: "haproxy",
    debianPackage: "haproxy",
    args: (file) => ["-db", "-q", "-f", file],
    write: ({ port, upstreamPort, line }) => `
defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s
  ${line}
listen site
  bind 127.0.0.1:${port}
  server app localhost:${upstreamPort}
`,
  },
  Apache: {
    program: "apache2",
    debianPackage: "apache2-bin",
    args: (file) => ["-DFOREGROUND", "-f", file],
    write: ({ port, folder, line }) => `
      ServerName localhost
      Listen 127.0.0.1:${port}
      PidFile ${folder}/pid
      DefaultRuntimeDir ${folder}
      ErrorLog ${folder}/error.log
      ${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
      <VirtualHost *:${port}>
      ${line}
      </VirtualHost>`,
  },
  Caddy: {
    program: "caddy",
    debianPackage: "caddy",
    args: (file) => ["run", "--adapter", "caddyfile", "--config", file],
    write: ({ port, line }) => `{
  admin off
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  ${line}
}
`,
  },
};

/** A real proxy with a line that we advise, as somebody pastes it; only the upstream's port is changed. */
export async function startPasted(
  { program, debianPackage, args, write }: Product,
  setting: string,
  upstreamUrl: string,
): Promise<PastedProxy> {
  const folder = makeTempFolder(program);
  const port = await takeFreePort();
  const { port: upstreamPort } = new URL(upstreamUrl);
  const line = setting.replaceAll("localhost:8080", `localhost:${upstreamPort}`);
  const file = join(folder.path, "config");
  await writeFile(file, write({ port, upstreamPort, folder: folder.path, line }));
  const stop = await runProgram({
    name: program,
    debianPackage,
    args: args(file, folder.path),
    port,
    complaint: () => readFile(join(folder.path, "error.log"), "utf8").catch(() => "no error log"),
  });
  return {
    url: `ws://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      folder.remove();
    },
  };
}
