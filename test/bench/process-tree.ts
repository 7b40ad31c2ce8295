import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second: Linux has had 100 on every machine for decades. */
const TICKS = 100;

/** A process and all that it started, by /proc; on other systems there is nothing to read. */
function processTree(root: number): number[] {
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
  for (const pid of processTree(root)) {
    const fields = statFields(pid);
    if (fields) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS;
}

/** Memory in MiB, what processes share counted once in all. */
export function pssMiB(root: number): number {
  let kib = 0;
  for (const pid of processTree(root)) {
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1];
    kib += Number(pss ?? 0);
  }
  return kib / 1_024;
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
