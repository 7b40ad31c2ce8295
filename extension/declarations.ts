import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Plugin } from "vite";

/**
 * Writes the types of a library beside its scripts: of its entries, and of what these mention. The
 * compiler makes them of every file of the program; nobody needs those of the others.
 *
 * `entries`: the folder of the entries; `into`: where their scripts lie; `project`: whose files are
 * compiled, below which folder; `peers`: packages that whoever uses the library has;
 * `renamed`: what the compiler calls by a name that they need not have.
 */
export const declarations = (
  entries: string,
  into: string,
  {
    project = "tsconfig.library.json",
    root = "src",
    peers = [] as readonly string[],
    renamed = {} as Record<string, string>,
  } = {},
): Plugin => ({
  name: "stormglass:declarations",
  writeBundle(_, bundle) {
    const made = mkdtempSync(join(tmpdir(), "stormglass-types-"));
    try {
      const tsc = resolve("node_modules/typescript/bin/tsc");
      const args = [tsc, "-p", project, "--outDir", made];
      execFileSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
      const kept = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk" || !output.isEntry) continue;
        const entry = `${basename(output.name)}.d.ts`;
        keep(join(made, relative(root, entries), entry), kept, [...peers, ...Object.keys(renamed)]);
      }
      const types = join(into, "types");
      rmSync(types, { recursive: true, force: true });
      for (const file of kept) copyTo(join(types, relative(made, file)), file, renamed);
    } finally {
      rmSync(made, { recursive: true });
    }
  },
});

/** The file and what it imports, once each. */
function keep(file: string, kept: Set<string>, peers: readonly string[]): void {
  if (kept.has(file)) return;
  kept.add(file);
  for (const [, from = ""] of codeOf(file).matchAll(SPECIFIER)) {
    if (peers.some((peer) => from === peer || from.startsWith(`${peer}/`))) continue;
    if (!from.startsWith(".")) throw new Error(`${file} mentions ${from}, which is not shipped`);
    if (from.endsWith(".json")) continue;
    const next = resolve(dirname(file), from.replace(/\.ts$/, ".d.ts"));
    if (!existsSync(next)) throw new Error(`${file} mentions ${from}, which has no types`);
    keep(next, kept, peers);
  }
}

/** Without its comments, which may show how a library is imported. */
const codeOf = (file: string): string =>
  readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");

const SPECIFIER = /(?:from|import\() ?"([^"]+)"/g;

/** Whoever reads them has no `.ts` files beside. */
function copyTo(target: string, file: string, renamed: Record<string, string>): void {
  mkdirSync(dirname(target), { recursive: true });
  const text = readFileSync(file, "utf8");
  writeFileSync(
    target,
    text.replaceAll(SPECIFIER, (whole, from: string) =>
      from in renamed
        ? whole.replace(from, renamed[from] ?? from)
        : whole.replace(/\.ts"$/, '.js"'),
    ),
  );
}
