/** Makes nginx forward the upgrade. */
export const NGINX_UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

/** 32 MiB: above the defaults of most libraries, and no invitation to fill the memory. */
export const SIZE_SETTINGS = [
  { product: "ws", text: "maxPayload: 33_554_432" },
  { product: "Socket.IO", text: "maxHttpBufferSize: 33_554_432" },
  { product: "uvicorn", text: "--ws-max-size 33554432" },
];

/** Full jitter, doubling, a cap. */
export const GOOD_BACKOFF =
  "const delayMs = Math.random() * Math.min(30_000, 1_000 * 2 ** attempt);";
