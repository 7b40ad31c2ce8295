import type { Service } from "../service.ts";

/** Software that anybody may put on the way. */
export const PROXIES = {
  nginx: {
    is: "proxy",
    signs: [{ header: /^server: (?:nginx|openresty)/i }],
    limits: [
      {
        name: "nginx",
        kind: "idle",
        seconds: 60,
        silence: "receive",
        who: "proxy",
        change: "Raise nginx's read timeout in the location that forwards the socket.",
        setting: "proxy_read_timeout 300s;",
        confidence: "high",
        source:
          "nginx/nginx.org:xml/en/docs/http/websocket.xml; nginx/nginx.org:xml/en/docs/http/ngx_http_proxy_module.xml",
      },
      {
        name: "ingress-nginx",
        kind: "idle",
        seconds: 60,
        silence: "receive",
        who: "proxy",
        change: "Raise the read timeout on the Ingress.",
        setting: 'nginx.ingress.kubernetes.io/proxy-read-timeout: "3600"',
        confidence: "high",
        source:
          "kubernetes/ingress-nginx:docs/user-guide/nginx-configuration/configmap.md; kubernetes/ingress-nginx:docs/user-guide/miscellaneous.md",
      },
    ],
    source: "nginx/nginx:src/http/ngx_http_header_filter_module.c",
  },
  kong: {
    is: "proxy",
    signs: [{ header: /^(?:x-kong-[\w-]+: |(?:via|server): .*kong)/i }],
    limits: [
      {
        name: "Kong",
        kind: "idle",
        seconds: 60,
        silence: "receive",
        who: "proxy",
        change: "Raise the service's timeouts.",
        setting: "read_timeout: 3600000, write_timeout: 3600000",
        confidence: "medium",
        source: "Kong/docs.konghq.com:api-specs/Gateway-EE/3.10/kong-ee.yaml",
      },
    ],
    source: "Kong/kong:kong/constants.lua",
  },
  haproxy: {
    is: "proxy",
    limits: [
      {
        name: "HAProxy as Debian configures it",
        kind: "idle",
        seconds: 50,
        silence: "either",
        who: "proxy",
        change:
          "Give tunnels a timeout of their own in HAProxy; without one its client and server timeouts count.",
        setting: "timeout tunnel 1h",
        confidence: "medium",
        source:
          "haproxy/haproxy:doc/configuration.txt; Debian's package haproxy:/etc/haproxy/haproxy.cfg",
      },
    ],
    source: "haproxy/haproxy:doc/configuration.txt",
  },
  apache: {
    is: "proxy",
    signs: [
      // Tomcat calls itself Apache-Coyote.
      { header: /^server: apache(?:\/[\d.]+|$)/i },
    ],
    limits: [
      {
        name: "Apache httpd",
        kind: "idle",
        seconds: 60,
        silence: "either",
        who: "proxy",
        change: "Raise Apache's timeout for what it proxies.",
        setting: "ProxyTimeout 3600",
        confidence: "medium",
        source:
          "apache/httpd:modules/proxy/mod_proxy_http.c; apache/httpd:docs/manual/mod/core.xml",
      },
    ],
    source: "apache/httpd:docs/manual/mod/core.xml",
  },
  envoy: {
    is: "proxy",
    signs: [{ header: /^(?:server: (?:istio-)?envoy|x-envoy-[\w-]+: )/i }],
    limits: [
      {
        name: "Envoy",
        kind: "idle",
        seconds: 300,
        silence: "either",
        who: "proxy",
        change: "Raise or switch off the stream's idle timeout for this route.",
        setting: "idle_timeout: 0s",
        confidence: "high",
        source: "envoyproxy/envoy:docs/root/faq/configuration/timeouts.rst",
      },
    ],
    source: "envoyproxy/envoy:docs/root/configuration/http/http_conn_man/headers.rst",
  },
} as const satisfies Record<string, Service>;
