import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

type Manifest = {
  name: string;
  version: string;
  license?: string;
  repository?: string | { url: string };
};

const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[-.]|$)/i;
const RULE = `\n${"-".repeat(78)}\n\n`;

/**
 * Writes beside what is built whose software is in it, and under which licence: of every package
 * that at least one line was taken from. A package without a licence text fails the build.
 *
 * `file`: where to, within the folder that is built; `entry`: of this script alone and what it loads.
 */
export const notices = (file: string, entry?: string): Plugin => ({
  name: "stormglass:notices",
  generateBundle(_, bundle) {
    const folders = new Set<string>();
    const seen = new Set<string>();
    const visit = (name: string): void => {
      const output = bundle[name];
      if (output?.type !== "chunk" || seen.has(name)) return;
      seen.add(name);
      for (const [id, { renderedLength }] of Object.entries(output.modules)) {
        const isForeign = id.includes("/node_modules/") || id.includes("/third-party/");
        const folder = renderedLength > 0 && isForeign && packageOf(id);
        if (folder) folders.add(folder);
      }
      for (const next of [...output.imports, ...output.dynamicImports]) visit(next);
    };
    for (const name of entry === undefined ? Object.keys(bundle) : [entry]) visit(name);
    const source = `Stormglass has parts of the following packages in it.\n${RULE}${[...folders]
      .map(noticeOf)
      .sort()
      .join(RULE)}`;
    this.emitFile({ type: "asset", fileName: file, source });
  },
});

/** The folder of the package that a module is of. */
function packageOf(id: string): string {
  let folder = dirname(id.replace(/^\0/, "").replace(/\?.*$/, ""));
  // Packages have manifests within, too, that say no more than which kind of modules these are.
  while (!existsSync(join(folder, "package.json")) || !readManifest(folder).version) {
    folder = dirname(folder);
  }
  return folder;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

function noticeOf(folder: string): string {
  const { name, version, license, repository } = readManifest(folder);
  const texts = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0) throw new Error(`${name} comes without the text of its licence`);
  const url = typeof repository === "object" ? repository.url : (repository ?? "");
  // "owner/name" is how a manifest may write a repository at GitHub.
  const source = /^[\w-]+\/[\w.-]+$/.test(url) ? `https://github.com/${url}` : url;
  return `${name} ${version}, ${license}\n${source.replace(/^git\+/, "")}\n\n${texts.join("\n\n")}\n`;
}
