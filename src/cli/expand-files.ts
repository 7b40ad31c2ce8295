import { globSync, isDynamicPattern } from "tinyglobby";

/**
 * The files that are meant. Most shells put names in place of patterns by themselves; Windows' does
 * not, nor does any within quotes. A name that is a file's own stays as it is, brackets and all.
 */
export function expandFiles(names: readonly string[], exists: (path: string) => boolean): string[] {
  const files = names.flatMap((name) => {
    if (name === "-" || exists(name) || !isDynamicPattern(name)) return [name];
    const found = globSync(name, { absolute: name.startsWith("/"), expandDirectories: false });
    if (found.length === 0) throw new Error(`No file matches "${name}".`);
    return found.sort();
  });
  return [...new Set(files)];
}
