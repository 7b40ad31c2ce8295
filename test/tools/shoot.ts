/**
 * Takes the pictures of the README from the real panel: `npm run shoot`, where no display is
 * needed. They change with each run, because the demo plays anew: commit them when the panel looks
 * different, not otherwise. The tests take the same ones into `dist/screenshots`.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION } from "./ensure-built.ts";
import { PICTURES, takePictures } from "./take-pictures.ts";

const FOLDER = join("test", "screenshots");

await takePictures(EXTENSION, FOLDER);
for (const name of PICTURES) {
  const path = join(FOLDER, `${name}.png`);
  console.log(`${path}  ${Math.round(statSync(path).size / 1_024)} KiB`);
}
