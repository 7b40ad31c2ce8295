import { headerOf } from "../../protocol/headers.ts";
import type { Connection } from "../../session/session.ts";
import type { Fix } from "../finding.ts";

/**
 * IIS as a reverse proxy, and compression that the server behind it agreed on. Sources:
 * python-websockets/websockets#1192, open-webui/open-webui#24579.
 */
export const isCompressedThroughIis = ({ handshake }: Connection): boolean =>
  /^microsoft-iis/i.test(headerOf(handshake?.responseHeaders, "server") ?? "") &&
  /permessage-deflate/i.test(
    headerOf(handshake?.responseHeaders, "sec-websocket-extensions") ?? "",
  );

export const THROUGH_IIS = {
  cause:
    "The answer is of IIS, and agrees on compressed messages: where IIS is the proxy (Application Request Routing), it cannot carry those, and ends the connection at the first one.",
  fix: {
    role: "server",
    text: "Switch compression of messages off in the server behind IIS.",
    settings: [
      { product: "uvicorn", text: "--ws-per-message-deflate false" },
      { product: "ws", text: "perMessageDeflate: false" },
      { product: "websockets", text: "compression=None" },
    ],
  },
} as const satisfies { cause: string; fix: Fix };
