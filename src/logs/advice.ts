/** What to add to a server's configuration so that the next outage is found by name; recorded so in our tests but for Envoy and Traefik. */
const LINES: Record<string, string> = {
  nginx: `log_format ws '$remote_addr [$time_local] "$request" $status $bytes_sent $request_length $request_time "$http_sec_websocket_key" $upstream_addr'; with access_log … ws; and error_log … info;`,
  HAProxy: "option httplog, and in the frontend: capture request header Sec-WebSocket-Key len 32",
  Apache: 'LogFormat "%h %t \\"%r\\" %>s %B %D %{Sec-WebSocket-Key}i" ws, with CustomLog … ws',
  Envoy:
    "%REQ(SEC-WEBSOCKET-KEY)% %DURATION% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% in the access log's format",
  Traefik:
    "accessLog: { format: json, fields: { headers: { names: { Sec-Websocket-Key: keep } } } }",
};

/** Null where the server is not known, or logs the key already. */
export function adviseLogging(server: string): string | null {
  const lines = server.split(" or ").flatMap((name) => {
    const line = LINES[name];
    return line === undefined ? [] : [`${name}: ${line}`];
  });
  return lines.length === 0
    ? null
    : `For the next time, so that lines are found by name: ${lines.join("; or ")}`;
}
