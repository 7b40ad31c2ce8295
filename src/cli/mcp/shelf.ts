/** The sessions that an agent may read: the files it was started with, and nothing else of the disk. */
import { statSync } from "node:fs";
import { redactRow } from "../../har/mask/redact.ts";
import { openFile } from "../../har/open/open-file.ts";
import { createMasker } from "../../secrets/masker.ts";
import type { ConnectionId } from "../../session/session.ts";
import { type Diagnosed, diagnoseMasked, maskFile } from "../diagnosed.ts";
import { expandFiles } from "../expand-files.ts";
import { explainError } from "../explain-error.ts";
import { diagnoseBesideLogs } from "../logs/diagnose-beside.ts";
import type { LogOptions } from "../logs/read-logs.ts";
import { openDoor } from "../open-door.ts";
import { createShownRows, type ShownRows } from "./shown-rows.ts";
import { WrongQuestion } from "./tool.ts";

/** A file of the shelf. `id` is the same for as long as the server runs: "s1". */
export type Shelved = { id: string; path: string };

/** A file that was read: its diagnosis is of the masked session, unless the user wants it otherwise. */
export type OpenSession = Diagnosed & {
  id: string;
  rowsOf(connection: ConnectionId): ShownRows;
};

export type Shelf = {
  /** Looked up anew each time: a test that runs meanwhile leaves new files. */
  list(): Shelved[];
  /** By id or by path; a sentence is thrown where there is none, or where it cannot be read. */
  open(name: string): Promise<OpenSession>;
};

/** What was read is kept, as an agent asks several things of one file; a file may take 200 MiB. */
const KEPT = 2;

/** Logs of servers are laid beside each session. */
export type ShelfOptions = { unmasked: boolean; logs?: LogOptions };

export function createShelf(paths: readonly string[], options: ShelfOptions): Shelf {
  const ids = new Map<string, string>();
  const open = new Map<string, { stamp: string; session: Promise<OpenSession> }>();

  const list = (): Shelved[] =>
    expandFiles(paths).map((path) => {
      const id = ids.get(path) ?? `s${ids.size + 1}`;
      ids.set(path, id);
      return { id, path };
    });

  return {
    list,
    open(name) {
      const found = list().find(({ id, path }) => id === name || path === name);
      if (!found) {
        throw new WrongQuestion(
          `There is no session "${name}". list_sessions names those there are.`,
        );
      }
      const stamp = stampOf(found.path);
      const known = open.get(found.id);
      open.delete(found.id);
      const session = known?.stamp === stamp ? known.session : readSession(found, options);
      open.set(found.id, { stamp, session });
      session.catch(() => open.delete(found.id));
      for (const oldest of [...open.keys()].slice(0, -KEPT)) open.delete(oldest);
      return session;
    },
  };
}

/** It changes with the file. */
function stampOf(path: string): string {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return "gone"; // Reading it says so, with its name.
  }
}

async function readSession(
  { id, path }: Shelved,
  { unmasked, logs }: ShelfOptions,
): Promise<OpenSession> {
  try {
    const file = await openFile(await openDoor(path));
    // One masker for all: the same secret has the same mark in findings and in messages.
    const masker = createMasker();
    const shown = unmasked ? file : maskFile(file, masker);
    const diagnosed =
      logs && logs.logs.length > 0
        ? await diagnoseBesideLogs(path, file, logs, shown)
        : diagnoseMasked(path, shown);
    const rowsOf = createShownRows(file.rows, unmasked ? null : (row) => redactRow(row, masker));
    return { ...diagnosed, id, rowsOf };
  } catch (error) {
    throw new Error(`${path}: ${explainError(error, "could not be read")}`);
  }
}
