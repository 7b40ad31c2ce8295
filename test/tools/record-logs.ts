/** Makes the faults of `test/servers/fault-scenes.ts` anew, and keeps what servers log of them for the unit tests. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { record, SCENES } from "../servers/fault-scenes.ts";
import { LOGGED } from "../servers/logged-proxies.ts";

const FOLDER = "test/unit/logs/recorded";

await mkdir(FOLDER, { recursive: true });
const places = [...(Object.keys(LOGGED) as (keyof typeof LOGGED)[]), "chain"] as const;
const asked = process.argv.slice(2);
for (const server of places) {
  if (asked.length > 0 && !asked.includes(server)) continue;
  const scenes = [];
  for (const scene of SCENES) {
    if (!(server in scene.servers)) continue;
    console.log(`${server}: ${scene.fault}`);
    scenes.push(await record(server, scene));
  }
  await writeFile(join(FOLDER, `${server}.json`), `${JSON.stringify(scenes, null, 1)}\n`);
}
