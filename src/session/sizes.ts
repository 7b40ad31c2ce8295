import { type Flow, MAX_SIZES } from "./traffic.ts";

/** From here on sizes are no longer told apart: 64 MiB. */
const LARGEST = 2 ** (MAX_SIZES - 2);

/** Counts one message of a size into its step. */
export function noteSize({ sizes }: Flow, sizeBytes: number): void {
  const step = sizeBytes >= LARGEST ? MAX_SIZES - 1 : 32 - Math.clz32(sizeBytes);
  // Without holes: they would come back from a file as null.
  while (sizes.length <= step) sizes.push(0);
  sizes[step] = (sizes[step] as number) + 1;
}
