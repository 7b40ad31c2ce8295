/** One text or body may keep a context busy for so long. */
export const INPUT_CPU_MS = 20;
const TRIES = 8;

/**
 * What a run takes of the processor, in ms: the least of several, so that neither a busy machine nor
 * a collection of garbage counts. Mostly the first is little enough, and the only one.
 */
export function leastCpuMs(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && least > INPUT_CPU_MS; i++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
