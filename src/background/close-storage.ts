/**
 * Keeps content scripts out of what is stored: they run in the renderers of pages, which may be
 * taken over, and ours needs none of it. A browser that cannot do that has no such call.
 */
export function closeStorage(): void {
  const { local, sync, session } = chrome.storage;
  for (const area of [local, sync, session]) {
    area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch((error: unknown) => {
      console.warn("Stormglass: a storage area stays open to content scripts", error);
    });
  }
}
