import { statSync } from "node:fs";
import { join } from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";

/** What is looked for in a folder: what holds sessions goes by these names. */
const IN_FOLDERS = ["**/*.har", "**/*.har.gz", "**/*.har.br", "**/*.zip"];
const NOT_IN_FOLDERS = ["**/node_modules/**", "**/.git/**"];

/**
 * The files that are meant. Most shells put names in place of patterns by themselves; Windows' does
 * not, nor does any within quotes. A name that is a file's own stays as it is, brackets and all; a
 * folder stands for the files in it and below.
 */
export function expandFiles(names: readonly string[]): string[] {
  const files = names.flatMap((name) => {
    const kind = name === "-" ? "file" : kindOf(name);
    if (kind === "folder") return filesIn(name);
    if (kind === "file" || !isDynamicPattern(name)) return [name];
    const found = globSync(name, {
      absolute: name.startsWith("/"),
      expandDirectories: false,
      followSymbolicLinks: !name.includes("**"),
    });
    if (found.length === 0) throw new Error(`No file matches "${name}".`);
    return found.sort();
  });
  return [...new Set(files)];
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

function filesIn(folder: string): string[] {
  const found = globSync(IN_FOLDERS, {
    cwd: folder,
    dot: true,
    ignore: NOT_IN_FOLDERS,
    expandDirectories: false,
    // A link may lead to the whole disk, or to what its owner did not mean to hand over.
    followSymbolicLinks: false,
    caseSensitiveMatch: false,
  });
  if (found.length === 0) {
    throw new Error(
      `The folder "${folder}" holds no .har, .har.gz, .har.br or .zip file (links in it are not followed).`,
    );
  }
  return found.sort().map((name) => join(folder, name));
}
