import { writeFileSync } from "node:fs";
import { makeTempFolder } from "../harness/profile.ts";

const MANIFEST = {
  manifest_version: 3,
  name: "The floor",
  version: "1",
  content_scripts: [
    { matches: ["<all_urls>"], js: ["hook.js"], run_at: "document_start", world: "MAIN" },
  ],
};

/** The least a hook can be that sees each message go by; it keeps none, and tells nobody. */
const HOOK = `(() => {
  const see = () => {};
  window.WebSocket = new Proxy(WebSocket, {
    construct(target, args, newTarget) {
      const socket = Reflect.construct(target, args, newTarget);
      socket.addEventListener("message", see);
      return socket;
    },
  });
  WebSocket.prototype.send = new Proxy(WebSocket.prototype.send, {
    apply: (target, socket, args) => Reflect.apply(target, socket, args),
  });
})();`;

/** An extension that does nothing: what any instrumenting of a page's sockets costs at least. */
export function makeFloorExtension(): { path: string } {
  const folder = makeTempFolder("floor");
  writeFileSync(`${folder.path}/manifest.json`, JSON.stringify(MANIFEST));
  writeFileSync(`${folder.path}/hook.js`, HOOK);
  return folder;
}
