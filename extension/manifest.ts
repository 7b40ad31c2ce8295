import type { ManifestV3Export } from "@crxjs/vite-plugin";
import packageJson from "../package.json" with { type: "json" };

// Keeps the extension's id the same in every development build, wherever it is unpacked.
const DEVELOPMENT_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAipmiBd+rggmG99v3OKTQ4rWw3bTV5qC8HUw09xMxWuIe18pEcZ7DgaoKtTJoUP5AoMihuFKcrEP8zW+VZNMDF7g9qRUtkWarqnT9Ox0BzUw5o/4GNVWw998g7Da8dDufF2DTvGPTTxHAVQCZe3UFLBRikfsMvv0CnwzfxiKlQRlBHwueimTptPnWwR9vNQKDA9tKdxIdWaRvb5gNgqjsv7ZRcT80DOsr6B7U+9BhiZl6mmtBTrEvaPyUbqLRDeIa5sG8w264b8yzUFOlLcHPUTSAnREoBgBb8ov40JU8OtoEin23GqTv4icRd5QtZtsOO1AN9dktHshJNR3Y1E6fkwIDAQAB";

/**
 * `webRequest` and `declarativeNetRequest` must never stand here: merely declaring either blanks
 * the reason of every failed handshake in the whole browser.
 */
export const createManifest = ({ development }: { development: boolean }): ManifestV3Export => {
  const manifest = {
    manifest_version: 3,
    name: "Stormglass",
    description: "Says why a page's WebSockets die, and sees a reconnect storm coming.",
    version: packageJson.version,
    minimum_chrome_version: "148",
    ...(development ? { key: DEVELOPMENT_KEY } : {}),
    icons: {
      16: "extension/icons/16.png",
      32: "extension/icons/32.png",
      48: "extension/icons/48.png",
      128: "extension/icons/128.png",
    },
    permissions: ["storage", "unlimitedStorage"],
    host_permissions: ["<all_urls>"],
    incognito: "split",
    // Typed arrays cross runtime ports as they are; without it they become objects with number keys.
    message_serialization: "structured_clone",
    background: { service_worker: "src/background/main.ts", type: "module" },
    action: { default_popup: "extension/popup.html", default_title: "Stormglass" },
    devtools_page: "extension/devtools.html",
    options_ui: { page: "extension/options.html", open_in_tab: true },
    // In this order: the bridge asks for the hook in the moment in which it starts, and never again.
    content_scripts: [
      {
        matches: ["<all_urls>"],
        js: ["src/page/hook.iife.ts"],
        world: "MAIN",
        run_at: "document_start",
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
      },
      {
        matches: ["<all_urls>"],
        js: ["src/bridge/bridge.iife.ts"],
        run_at: "document_start",
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
      },
    ],
  } as const;
  // By way of `object`: crxjs' types do not know `match_origin_as_fallback` and the serialization.
  return manifest as object as ManifestV3Export;
};
