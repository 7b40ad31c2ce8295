import { readFileSync } from "node:fs";
import type { Page } from "./page-server.ts";

/** Each library's own build for browsers, as a page would load it from a CDN. */
const BUILDS = {
  centrifuge: "centrifuge/dist/centrifuge.js",
  "graphql-ws": "graphql-ws/umd/graphql-ws.min.js",
  mqtt: "mqtt/dist/mqtt.min.js",
  partysocket: "partysocket/dist/ws.js",
  phoenix: "phoenix/priv/static/phoenix.min.js",
  pusher: "pusher-js/dist/web/pusher.min.js",
  "reconnecting-websocket": "reconnecting-websocket/dist/reconnecting-websocket-iife.min.js",
  "robust-websocket": "robust-websocket/robust-websocket.js",
  signalr: "@microsoft/signalr/dist/browser/signalr.min.js",
  "socket.io": "socket.io-client/dist/socket.io.min.js",
  stomp: "@stomp/stompjs/bundles/stomp.umd.min.js",
} as const;

/** It comes as a module only, which a page of its own makes known to the window. */
const PARTYSOCKET_MODULE = "/lib/partysocket-module.js";

export type LibraryName = keyof typeof BUILDS;

export const libraryPath = (name: LibraryName): string => `/lib/${name}.js`;

/** The libraries as pages of a page server. */
export function readClientLibraries(): Record<string, Page> {
  const pages: Record<string, Page> = {
    [libraryPath("partysocket")]: {
      body: `import PartySocket from "${PARTYSOCKET_MODULE}"; Object.assign(window, { PartySocket });`,
    },
  };
  for (const [name, path] of Object.entries(BUILDS)) {
    pages[name === "partysocket" ? PARTYSOCKET_MODULE : `/lib/${name}.js`] = {
      body: readFileSync(`node_modules/${path}`, "utf8"),
    };
  }
  return pages;
}
