import { openFile } from "../har/open/open-file.ts";
import type { SessionFile } from "../har/read.ts";
import { type Diagnosed, diagnoseMasked, maskFile } from "./diagnosed.ts";
import { explainError } from "./explain-error.ts";
import { diagnoseBesideLogs } from "./logs/diagnose-beside.ts";
import type { LogOptions } from "./logs/read-logs.ts";
import { openDoor } from "./open-door.ts";
import type { Unread } from "./summary.ts";

/** The one way in which a file is read to be judged. */
export const readSession = async (path: string, withRows: boolean): Promise<SessionFile> =>
  openFile(await openDoor(path), { withRows });

/** What is to be said of a file, secrets masked, or why it cannot be read. */
export async function readAndDiagnose(
  path: string,
  logs: LogOptions = { logs: [], formats: [] },
): Promise<Diagnosed | Unread> {
  try {
    if (logs.logs.length > 0) {
      return await diagnoseBesideLogs(nameOf(path), await readSession(path, false), logs);
    }
    return diagnoseMasked(nameOf(path), await readMasked(path));
  } catch (error) {
    return { path, error: explainError(error, "could not be diagnosed") };
  }
}

export const nameOf = (path: string): string => (path === "-" ? "standard input" : path);

// What a function was given it holds until it returns: the text of a file, and the session as it
// stands in there, are let go before the next step takes as much memory.
const readMasked = async (path: string) => maskFile(await readSession(path, false));
