/** What to add to a server's configuration so that the next outage is found by name. */
export type LogAdvice = {
  product: string;
  /** Where in the configuration. */
  where: string;
  /** As they can be pasted. Those of nginx, HAProxy, Apache and Caddy are tried in the real ones. */
  lines: string[];
};

export const LOG_ADVICE: readonly LogAdvice[] = [
  {
    product: "nginx",
    where: "in http",
    lines: [
      `log_format ws '$remote_addr [$time_local] "$request" $status $bytes_sent $request_length $request_time "$http_sec_websocket_key" $upstream_addr';`,
      "access_log /var/log/nginx/ws.log ws;",
      "error_log /var/log/nginx/error.log info;",
    ],
  },
  {
    product: "HAProxy",
    where: "in the frontend",
    lines: ["option httplog", "capture request header Sec-WebSocket-Key len 32"],
  },
  {
    product: "Apache",
    where: "in the virtual host",
    lines: [
      'LogFormat "%h %t \\"%r\\" %>s %B %D %{Sec-WebSocket-Key}i" ws',
      "CustomLog /var/log/apache2/ws.log ws",
    ],
  },
  {
    product: "Caddy",
    where: "in the site, whose lines have all headers of a request",
    lines: ["log {", "  output file /var/log/caddy/ws.log", "}"],
  },
  {
    product: "Envoy",
    where: "in the access log's format",
    lines: ["%REQ(SEC-WEBSOCKET-KEY)% %DURATION% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS%"],
  },
  {
    product: "Traefik",
    where: "in the static configuration",
    lines: [
      "accessLog: { format: json, fields: { headers: { names: { Sec-Websocket-Key: keep } } } }",
    ],
  },
];

/** Null where the server is not known, or logs the key already. */
export function adviseLogging(server: string): string | null {
  const advised = server
    .split(" or ")
    .flatMap((name) => LOG_ADVICE.find(({ product }) => product === name) ?? [])
    .map(({ product, where, lines }) => {
      const each = lines.length > 1 ? ", a line each" : "";
      return `${product}, ${where}${each}: ${lines.join(" ⏎ ")}`;
    });
  return advised.length === 0
    ? null
    : `For the next time, so that lines are found by name: ${advised.join("; or ")}`;
}
