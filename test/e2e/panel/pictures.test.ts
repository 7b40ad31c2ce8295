import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchPlain, type PlainBrowser } from "../../harness/launch-plain.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { PICTURES, takePictures } from "../../tools/take-pictures.ts";

const FOLDER = join("dist", "screenshots");
/** A picture in the README is loaded by everyone who reads it. */
const MAX_PICTURE_BYTES = 256 * 1_024;

let browser: PlainBrowser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  await takePictures(EXTENSION, FOLDER);
  browser = await launchPlain({});
});
afterAll(() => browser?.close());

describe("the pictures of the README, taken anew from the real panel on the demo,", () => {
  it.each(PICTURES)("show something in the right theme: %s", async (name) => {
    const png = readFileSync(join(FOLDER, `${name}.png`));
    expect(png.byteLength).toBeLessThan(MAX_PICTURE_BYTES);
    const { brightness, colours } = await look(png);
    if (name.endsWith("dark")) expect(brightness).toBeLessThan(80);
    else expect(brightness).toBeGreaterThan(200);
    // Text, marks and bars: an empty panel has a dozen.
    expect(colours).toBeGreaterThan(100);
  });

  it.each(PICTURES)("stand in the README: %s", (name) => {
    expect(readFileSync("README.md", "utf8")).toContain(`test/screenshots/${name}.png`);
  });
});

/** Mean brightness, 0 to 255, and how many colours there are. */
async function look(png: Buffer): Promise<{ brightness: number; colours: number }> {
  const page = await browser.context.newPage();
  const seen = await page.evaluate(
    async (base64) => {
      const picture = await createImageBitmap(await (await fetch(base64)).blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      context.drawImage(picture, 0, 0);
      const pixels = new Uint32Array(
        context.getImageData(0, 0, canvas.width, canvas.height).data.buffer,
      );
      let sum = 0;
      for (const pixel of pixels) {
        sum += ((pixel & 0xff) + ((pixel >> 8) & 0xff) + ((pixel >> 16) & 0xff)) / 3;
      }
      return { brightness: sum / pixels.length, colours: new Set(pixels).size };
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  await page.close();
  return seen;
}
