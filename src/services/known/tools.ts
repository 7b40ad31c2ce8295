import { codesFrom, type Service } from "../service.ts";

/** Tools of developers. */
export const TOOLS = {
  "vite-hmr": {
    is: "protocol",
    signs: [{ subprotocol: /^vite-(?:hmr|ping)$/ }],
    codes: codesFrom("vitejs/vite:packages/vite/src/node/server/ws.ts", [
      [
        1000,
        "vite-ping probe done",
        "Server closes sockets with subprotocol 'vite-ping' at once; it is the client's 'is the server back' probe",
        "never",
        "ignore sockets with subprotocol vite-ping",
      ],
    ]),
    schedules: [
      {
        name: "Vite's client",
        kind: "fixed",
        baseMs: [1_000, 1_000],
        jitter: "none",
        source: "vitejs/vite:packages/vite/src/client/client.ts",
      },
    ],
    source: "vitejs/vite:packages/vite/src/node/server/ws.ts",
  },
  jupyter: {
    is: "protocol",
    signs: [
      { subprotocol: /^v1\.kernel\.websocket\.jupyter\.org$/ },
      { path: /\/api\/kernels\/[\w-]{8,64}\/channels$/ },
    ],
    // The client's own id of itself; the login is a cookie or a token beside it.
    naming: ["session_id"],
    source: "jupyterlab/jupyterlab:packages/services/src/kernel/serialize.ts",
  },
} as const satisfies Record<string, Service>;
