import { isLog } from "../../logs/is-log.ts";
import { headOf } from "./read-log-file.ts";

/** Logs, and whatever else was chosen or dropped with them. */
export async function sortOut(given: readonly File[]): Promise<{ besides: File[]; files: File[] }> {
  const besides: File[] = [];
  const files: File[] = [];
  for (const file of given) {
    // What is not text, or cannot be read, is told of where it is opened.
    const head = await headOf(file).catch(() => null);
    (head !== null && isLog(file.name, head) ? besides : files).push(file);
  }
  return { besides, files };
}
