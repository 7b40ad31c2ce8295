import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createServer } from "vite";
import { makeTempFolder } from "../harness/profile.ts";
import { takeFreePort } from "./listen.ts";

export type DevServer = {
  /** A page of a project that is being worked on. */
  url: string;
  /** As if the developer had saved a change; the page hears of it over its WebSocket. */
  changeStyle(): Promise<void>;
  stop(): Promise<void>;
};

/** Vite's own development server on a project of one page. */
export async function startDevServer(): Promise<DevServer> {
  const folder = makeTempFolder("dev-server");
  const style = join(folder.path, "style.css");
  await writeFile(style, "body { color: navy }");
  await writeFile(join(folder.path, "main.js"), 'import "./style.css";\n');
  await writeFile(
    join(folder.path, "index.html"),
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>',
  );
  const port = await takeFreePort();
  const server = await createServer({
    root: folder.path,
    configFile: false,
    logLevel: "silent",
    // Beside the project there is no node_modules to keep it in.
    cacheDir: join(folder.path, "cache"),
    server: { host: "127.0.0.1", port, strictPort: true },
  });
  await server.listen();
  return {
    url: `http://127.0.0.1:${port}/`,
    changeStyle: () => writeFile(style, "body { color: teal }"),
    stop: async () => {
      await server.close();
      folder.remove();
    },
  };
}
