import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second: Linux has had 100 on every machine for decades. */
const TICKS = 100;

/** Who in a browser works: `page` is every renderer but the extensions', `other` all that is left. */
export type Role = "browser" | "page" | "extension" | "network" | "other";
export const ROLES: Role[] = ["browser", "page", "extension", "network", "other"];

/** A process and all that it started, by /proc; on other systems there is nothing to read. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const fields = statFields(pid);
    if (fields) parents.set(pid, Number(fields[1]));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** CPU seconds, user and system, that a browser has used in all its processes. */
export function cpuSeconds(root: number): number {
  let ticks = 0;
  for (const pid of processTree(root)) ticks += ticksOf(pid);
  return ticks / TICKS;
}

export const renderers = (root: number): number[] =>
  processTree(root).filter((pid) => ["page", "extension"].includes(roleOf(pid, root)));

/** CPU of a process's first thread, which in a renderer is the one that runs the page: in ns. */
export const mainThreadSeconds = (pid: number): number =>
  Number(read(`/proc/${pid}/task/${pid}/schedstat`)?.split(" ")[0] ?? 0) / 1e9;

/** Memory in MiB, what processes share counted once in all. */
export const pssMiBByRole = (root: number): Record<Role, number> => sumByRole(root, pssOf);

export const pssMiB = (root: number): number =>
  processTree(root).reduce((sum, pid) => sum + pssOf(pid), 0);

function sumByRole(root: number, amountOf: (pid: number) => number): Record<Role, number> {
  const sums = { browser: 0, page: 0, extension: 0, network: 0, other: 0 };
  for (const pid of processTree(root)) sums[roleOf(pid, root)] += amountOf(pid);
  return sums;
}

function roleOf(pid: number, root: number): Role {
  if (pid === root) return "browser";
  const command = read(`/proc/${pid}/cmdline`) ?? "";
  if (command.includes("network.mojom.NetworkService")) return "network";
  if (!command.includes("--type=renderer")) return "other";
  return command.includes("--extension-process") ? "extension" : "page";
}

const pssOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1] ?? 0) / 1_024;

function ticksOf(pid: number): number {
  const fields = statFields(pid);
  return fields ? Number(fields[11]) + Number(fields[12]) : 0;
}

/** The fields of /proc/PID/stat that follow the name, which may hold blanks: state, parent, … */
function statFields(pid: number): string[] | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat ? stat.slice(stat.lastIndexOf(")") + 2).split(" ") : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // It has ended meanwhile.
  }
}
