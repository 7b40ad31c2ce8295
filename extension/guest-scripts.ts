import type { Plugin } from "vite";

/**
 * All of the hook comes from one source, which DevTools is to ignore: a warning that the browser
 * raises inside a native call is then linked to the page's own line instead of to the hook's.
 */
const IGNORED = { version: 3, sources: ["hook"], mappings: "AAAA", ignoreList: [0] };

const HOOK = /(?:^|\/)hook\.iife\.js$/;
const GUEST = /\.iife\.js$/;

/** What runs beside a page may fail from its first line on, and the page must not hear of it. */
export const guestScripts = (): Plugin => ({
  name: "stormglass:guest-scripts",
  enforce: "post",
  generateBundle(_, bundle) {
    for (const [file, output] of Object.entries(bundle)) {
      if (output.type !== "asset" || !GUEST.test(file)) continue;
      output.source = `try{${output.source}}catch{}${HOOK.test(file) ? sourceMap(IGNORED) : ""}\n`;
    }
  },
});

/** Quotes alone may not stand in it. */
const sourceMap = (map: object): string =>
  `\n//# sourceMappingURL=data:,${JSON.stringify(map).replaceAll('"', "%22")}`;
