import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Servers such as nginx live where an ordinary user's PATH does not lead. */
const MORE_FOLDERS = process.platform === "win32" ? [] : ["/usr/sbin", "/usr/local/sbin"];

export function findOnPath(name: string): string | null {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const folder of [...folders, ...MORE_FOLDERS]) {
    const path = join(folder, file);
    if (isProgram(path)) return path;
  }
  return null;
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Only root may install, and only Debian's own installer is asked. */
export const canInstall = () => process.getuid?.() === 0 && findOnPath("apt-get") !== null;

/** Returns whether it worked; what apt-get says is shown only where it did not. */
export function installDebianPackage(name: string): boolean {
  console.log(`Installing Debian's package ${name}, which is missing here …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) => spawnSync("apt-get", args, { env, encoding: "utf8" });
  run("update", "-qq");
  const installed = run("install", "-y", "-qq", "--no-install-recommends", name);
  if (installed.status !== 0) console.error(installed.stderr);
  return installed.status === 0;
}

/** Where a program is that tests need; installed where that is possible. */
export function ensureProgram(name: string, debianPackage: string): string {
  const found = findOnPath(name);
  if (found) return found;
  const installed = canInstall() && installDebianPackage(debianPackage) && findOnPath(name);
  if (installed) return installed;
  throw new Error(
    `The tests need ${name}, which is not installed. On Debian: apt-get install ${debianPackage}`,
  );
}
