/** Real servers in front of another, with all that they can log, each in a folder of its own. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LOG_ADVICE } from "../../src/logs/advice.ts";
import { makeTempFolder } from "../harness/profile.ts";
import { takeFreePort } from "./listen.ts";
import { runProgram } from "./run-program.ts";
import { type TlsUpstreams, UPSTREAM_NAME, writeTrusted } from "./tls-upstreams.ts";

export type LoggedProxy = {
  url: string;
  /** Of the admin socket, where there is one. */
  folder: string;
  /** What each of its logs holds, by its name; once it was stopped. */
  logs(): Promise<Record<string, string>>;
  stop(): Promise<void>;
  /** Its folder, with its logs. */
  remove(): void;
};

type Places = {
  port: number;
  deadPort: number;
  upstreamPort: string;
  folder: string;
  tls: TlsUpstreams["ports"];
};
/** Whose certificates are checked. */
const CHECKED = ["refused", "expired", "name"] as const;
type Product = {
  program: string;
  debianPackage: string;
  logs: string[];
  args(file: string, folder: string): string[];
  write(places: Places): string;
};

/** The lines that users are advised to add, as they are pasted; only the files lie elsewhere. */
function advised(name: string, folder: string): string {
  const advice = LOG_ADVICE.find(({ product }) => product === name);
  if (!advice) throw new Error(`nothing is advised for ${name}`);
  return advice.lines
    .join("\n")
    .replaceAll(/\/var\/log\/\w+\/ws\.log/g, `${folder}/access.log`)
    .replaceAll(/\/var\/log\/\w+\//g, `${folder}/`);
}

/** As nginx's users are advised to log; the key makes it exact. */
export const NGINX_FORMAT = /'(.*)'/.exec(advised("nginx", ""))?.[1] ?? "";

const UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

export const LOGGED: Record<"nginx" | "haproxy" | "apache" | "caddy", Product> = {
  nginx: {
    program: "nginx",
    debianPackage: "nginx-light",
    logs: ["access.log", "combined.log", "error.log"],
    args: (file, folder) => ["-c", file, "-e", join(folder, "error.log")],
    write: ({ port, deadPort, upstreamPort, folder, tls }) => `
      daemon off; pid ${folder}/pid;
      worker_processes 1; worker_shutdown_timeout 1s;
      events { worker_connections 256; }
      http {
        ${advised("nginx", folder)}
        access_log ${folder}/combined.log combined;
        client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
        fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
        limit_conn_zone $server_name zone=one:1m;
        limit_req_zone $server_name zone=two:1m rate=1r/m;
        server {
          listen 127.0.0.1:${port}; server_name lab;
          location / { proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} proxy_read_timeout 60s; }
          location /idle/ { proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} proxy_read_timeout 1s; }
          location /front/idle/ { proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} proxy_read_timeout 1s; }
          location /strip/ { proxy_pass http://127.0.0.1:${upstreamPort}; }
          location /dead/ { proxy_pass http://127.0.0.1:${deadPort}; ${UPGRADE} }
          location /silent/ { proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} proxy_read_timeout 1s; }
          location /tls/ { proxy_pass https://127.0.0.1:${upstreamPort}; ${UPGRADE} }
          ${CHECKED.map((each) => `location /tls-${each}/ { proxy_pass https://127.0.0.1:${tls[each]}; ${UPGRADE} proxy_ssl_verify on; proxy_ssl_trusted_certificate ${folder}/trusted.pem; proxy_ssl_name ${UPSTREAM_NAME}; proxy_ssl_server_name on; }`).join("\n          ")}
          location /plain/ { proxy_pass http://127.0.0.1:${tls.refused}; ${UPGRADE} }
          location /rate/ { limit_req zone=two; limit_req_status 429; proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} }
          location /denied/ { deny all; }
          location /full/ { limit_conn one 1; proxy_pass http://127.0.0.1:${upstreamPort}; ${UPGRADE} }
        }
      }`,
  },
  haproxy: {
    program: "haproxy",
    debianPackage: "haproxy",
    logs: ["haproxy.log"],
    args: (file) => ["-db", "-f", file],
    write: ({ port, deadPort, upstreamPort, folder, tls }) => `
global
  log stdout format raw local0 info
  stats socket ${folder}/admin.sock level admin
  hard-stop-after 1s
defaults
  mode http
  log global
  timeout connect 1s
  timeout client 20s
  timeout server 20s
  timeout tunnel 60s
  retries 0
frontend site
  bind 127.0.0.1:${port}
  ${advised("HAProxy", folder)}
  http-request deny deny_status 403 if { path_beg /denied/ }
  http-request deny deny_status 429 if { path_beg /busy/ }
  use_backend idle if { path_beg /idle/ /hop/idle/ }
  use_backend dead if { path_beg /dead/ /hop/dead/ }
  use_backend silent if { path_beg /silent/ }
  use_backend tls if { path_beg /tls/ }
  ${CHECKED.map((each) => `use_backend tls-${each} if { path_beg /tls-${each}/ }`).join("\n  ")}
  use_backend plain if { path_beg /plain/ }
  use_backend full if { path_beg /full/ }
  default_backend app
backend app
  server app 127.0.0.1:${upstreamPort}
backend idle
  timeout tunnel 1s
  server app 127.0.0.1:${upstreamPort}
backend dead
  server dead 127.0.0.1:${deadPort}
backend silent
  timeout server 1s
  server app 127.0.0.1:${upstreamPort}
backend tls
  server app 127.0.0.1:${upstreamPort} ssl verify none
${CHECKED.map((each) => `backend tls-${each}\n  server app 127.0.0.1:${tls[each]} ssl verify required ca-file ${folder}/trusted.pem verifyhost ${UPSTREAM_NAME} sni str(${UPSTREAM_NAME})`).join("\n")}
backend plain
  server app 127.0.0.1:${tls.refused}
backend full
  timeout queue 500ms
  server app 127.0.0.1:${upstreamPort} maxconn 1
`,
  },
  apache: {
    program: "apache2",
    debianPackage: "apache2-bin",
    logs: ["access.log", "error.log"],
    args: (file) => ["-DFOREGROUND", "-f", file],
    write: ({ port, deadPort, upstreamPort, folder, tls }) => `
      ServerName localhost
      Listen 127.0.0.1:${port}
      PidFile ${folder}/pid
      DefaultRuntimeDir ${folder}
      ErrorLog ${folder}/error.log
      LogLevel warn
      ${["mpm_event", "authz_core", "proxy", "proxy_http", "ssl", "socache_shmcb"].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
      ${advised("Apache", folder)}
      SSLProxyEngine on
      ProxyTimeout 60
      <Location /denied/>
        Require all denied
      </Location>
      ProxyPass /denied/ !
      ProxyPass /idle/ http://127.0.0.1:${upstreamPort}/idle/ upgrade=websocket timeout=1
      ProxyPass /dead/ http://127.0.0.1:${deadPort}/dead/ upgrade=websocket
      ProxyPass /silent/ http://127.0.0.1:${upstreamPort}/silent/ upgrade=websocket timeout=1
      ProxyPass /strip/ http://127.0.0.1:${upstreamPort}/strip/
      ${CHECKED.map((each) => `<Proxy "https://${UPSTREAM_NAME}:${tls[each]}/">\n        SSLProxyVerify require\n        SSLProxyCACertificateFile ${folder}/trusted.pem\n      </Proxy>\n      ProxyPass /tls-${each}/ https://${UPSTREAM_NAME}:${tls[each]}/tls-${each}/ upgrade=websocket`).join("\n      ")}
      ProxyPass /plain/ http://127.0.0.1:${tls.refused}/plain/ upgrade=websocket
      ProxyPass /tls/ https://127.0.0.1:${upstreamPort}/tls/ upgrade=websocket
      ProxyPass / http://127.0.0.1:${upstreamPort}/ upgrade=websocket`,
  },
  caddy: {
    program: "caddy",
    debianPackage: "caddy",
    logs: ["access.log", "caddy.log"],
    args: (file) => ["run", "--adapter", "caddyfile", "--config", file],
    write: ({ port, deadPort, upstreamPort, folder, tls }) => `{
  admin off
  log {
    output file ${folder}/caddy.log
  }
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  ${advised("Caddy", folder)}
  handle /denied/* {
    respond 403
  }
  handle /dead/* {
    reverse_proxy 127.0.0.1:${deadPort}
  }
  handle /silent/* {
    reverse_proxy 127.0.0.1:${upstreamPort} {
      transport http {
        response_header_timeout 1s
      }
    }
  }
  ${CHECKED.map((each) => `handle /tls-${each}/* {\n    reverse_proxy https://127.0.0.1:${tls[each]} {\n      transport http {\n        tls_trusted_ca_certs ${folder}/trusted.pem\n        tls_server_name ${UPSTREAM_NAME}\n      }\n    }\n  }`).join("\n  ")}
  handle /plain/* {
    reverse_proxy 127.0.0.1:${tls.refused}
  }
  handle /tls/* {
    reverse_proxy https://127.0.0.1:${upstreamPort}
  }
  handle {
    reverse_proxy 127.0.0.1:${upstreamPort}
  }
}
`,
  },
};

export async function startLogged(
  product: Product,
  upstreamUrl: string,
  tls: TlsUpstreams,
): Promise<LoggedProxy> {
  const { program, debianPackage, logs, args, write } = product;
  const { path: folder, remove } = makeTempFolder(`logged-${program}`);
  const [port, deadPort] = await Promise.all([takeFreePort(), takeFreePort()]);
  const { port: upstreamPort } = new URL(upstreamUrl);
  const file = join(folder, "config");
  await writeTrusted(folder, tls);
  await writeFile(file, write({ port, deadPort, upstreamPort, folder, tls: tls.ports }));
  const stop = await runProgram({
    name: program,
    debianPackage,
    args: args(file, folder),
    port,
    // HAProxy has no files of its own to log to.
    outputFile: join(folder, `${program}.log`),
    complaint: () => readFile(join(folder, `${program}.log`), "utf8").catch(() => "it left no log"),
  });
  const read = async (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  return {
    url: `ws://127.0.0.1:${port}`,
    folder,
    logs: async () =>
      Object.fromEntries(await Promise.all(logs.map(async (name) => [name, await read(name)]))),
    stop,
    remove,
  };
}
