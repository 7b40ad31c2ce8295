import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import type { Decoders } from "../../../../src/decoders/decoder.ts";
import { PROTOCOLS } from "../../../../src/decoders/index.ts";

const FOLDER = resolve(import.meta.dirname, "../../../../src/decoders/protocols");

/** What each file calls its decoders; helpers have none. */
const FOUND = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const [, name] = /^export const (\w+) = \{[^;]*\} satisfies Decoders;$/m.exec(text) ?? [];
    return name === undefined ? [] : [{ file, name }];
  });

const TABLE = `/** Written by \`npm run docs\` from the files of this folder that have decoders. */

${FOUND.map(({ file, name }) => `import { ${name} } from "./${file}";\n`).join("")}
export const PROTOCOL_DECODERS = {
${FOUND.map(({ name }) => `  ...${name},\n`).join("")}};
`;

// Written anew by `npm run docs`.
it("the table of decoders has those of every file beside it", async () => {
  await expect(TABLE).toMatchFileSnapshot(`${FOLDER}/index.ts`);
});

it("each protocol is read by one file", async () => {
  const read = await Promise.all(
    FOUND.map(async ({ file, name }) => {
      const decoders: Record<string, Decoders> = await import(`${FOLDER}/${file}`);
      return Object.keys(decoders[name] ?? {});
    }),
  );
  expect(read.flat().sort()).toEqual(PROTOCOLS.filter((each) => each !== "plain").sort());
});
