import { browser } from "../../shared/browser.ts";
import { createSavedSessions } from "./saved-sessions.ts";

/**
 * Sessions in `storage.session`: memory of the browser that outlives this worker but not the
 * browser, and never touches the disk.
 */
export const { restoreSessions, createSaver } = createSavedSessions(browser.storage.session);
