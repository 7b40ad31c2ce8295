/** Makes the faults of `test/servers/fault-scenes.ts` anew, and keeps what servers log of them for the unit tests. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Recorded, record, SCENES } from "../servers/fault-scenes.ts";
import { LOGGED } from "../servers/logged-proxies.ts";

const FOLDER = "test/unit/logs/recorded";

await mkdir(FOLDER, { recursive: true });
const places = [...(Object.keys(LOGGED) as (keyof typeof LOGGED)[]), "chain"] as const;
/** Servers, and words of faults: what was recorded of others stays. */
const asked = process.argv.slice(2).filter((word) => places.some((place) => place === word));
const faults = process.argv.slice(2).filter((word) => !asked.includes(word));
for (const server of places) {
  if (asked.length > 0 && !asked.includes(server)) continue;
  const file = join(FOLDER, `${server}.json`);
  const before = JSON.parse(await readFile(file, "utf8").catch(() => "[]")) as Recorded[];
  const scenes: Recorded[] = [];
  for (const scene of SCENES) {
    if (!(server in scene.servers)) continue;
    const known = before.find(({ fault }) => fault === scene.fault);
    if (known && faults.length > 0 && !faults.some((word) => scene.fault.includes(word))) {
      scenes.push({ ...known, expected: scene.servers[server] ?? null });
      continue;
    }
    console.log(`${server}: ${scene.fault}`);
    scenes.push(await record(server, scene));
  }
  await writeFile(file, `${JSON.stringify(scenes, null, 1)}\n`);
}
