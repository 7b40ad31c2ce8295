import type { Plugin } from "vite";
import { SCRIPT_NAME } from "../src/protocol/script-name.ts";

/**
 * All of the hook comes from one source, which DevTools is to ignore: a warning that the browser
 * raises inside a native call is then linked to the page's own line instead of to the hook's.
 */
const IGNORED = { version: 3, sources: ["hook"], mappings: "AAAA", ignoreList: [0] };

/** In the address of a map, only quotes must be written otherwise. */
const HOOK_NOTES = `
//# sourceURL=${SCRIPT_NAME}
//# sourceMappingURL=data:,${JSON.stringify(IGNORED).replaceAll('"', "%22")}`;

const HOOK = /(?:^|\/)hook\.iife\.js$/;
const GUEST = /\.iife\.js$/;

/** What runs beside a page may fail from its first line on, and the page must not hear of it. */
export const guestScripts = (): Plugin => ({
  name: "stormglass:guest-scripts",
  enforce: "post",
  generateBundle(_, bundle) {
    for (const [file, output] of Object.entries(bundle)) {
      if (output.type !== "asset" || !GUEST.test(file)) continue;
      output.source = `try{${output.source}}catch{}${HOOK.test(file) ? HOOK_NOTES : ""}\n`;
    }
  },
});
