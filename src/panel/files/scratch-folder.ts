/**
 * Files on the disk that nobody but this extension sees: exports until the browser has downloaded
 * them, and unpacked copies of files that are open.
 */
const FOLDER = "exports";

/** Null where the browser gives the extension none, as Firefox does in a private window. */
export async function openScratch(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }
}

const lockOf = (name: string): string => `${FOLDER}/${name}`;

/** A lock goes with its page or worker at the latest: a file that nobody holds was left behind. */
export function holdScratch(name: string): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(lockOf(name), () => new Promise<void>((letGo) => held(letGo)));
  });
}

export async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock) await folder.removeEntry(name).catch(() => undefined);
    });
  }
}

/** Once nobody holds it any more; there need be none. */
export async function removeScratch(name: string): Promise<void> {
  const folder = await openScratch();
  await navigator.locks.request(lockOf(name), async () => {
    await folder?.removeEntry(name).catch(() => undefined);
  });
}
