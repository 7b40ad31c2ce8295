import type { Service } from "../service.ts";

/** Who answers a plain request, or refuses an upgrade, without speaking WebSocket there. */
export const ANSWERERS = {
  // A proxy that gives its own page has not asked the server behind it.
  "nginx-itself": {
    is: "proxy",
    signs: [{ page: /<center>(?:nginx|openresty)\b/ }],
    source: "nginx/nginx:src/http/ngx_http_special_response.c",
  },
  "apache-itself": {
    is: "proxy",
    signs: [{ page: /<address>Apache\// }],
    source: "apache/httpd:server/core.c",
  },
  "haproxy-itself": {
    is: "proxy",
    signs: [{ page: /^<html><body><h1>5\d\d .{0,40}<\/h1>/ }],
    source: "haproxy/haproxy:src/http.c",
  },
  "ingress-default": {
    is: "proxy",
    signs: [{ page: /^default backend - 404/ }],
    source: "kubernetes/ingress-nginx:images/custom-error-pages",
  },
  "go-mux": {
    is: "proxy",
    signs: [{ page: /^404 page not found\s*$/ }],
    source: "golang/go:src/net/http/server.go; traefik/traefik:pkg/server/router",
  },
  "web-filter": {
    is: "proxy",
    signs: [
      {
        header:
          /^(?:via|server|x-squid-error|proxy-agent|x-proxy-[\w-]{1,20}): .{0,200}\b(?:mcafee|skyhigh|zscaler|blue ?coat|proxysg|squid|forcepoint|websense|ironport|fortigate|fortiproxy|barracuda|sophos|netskope|menlo|iboss|kerio|checkpoint|watchguard|trustwave)\b/i,
      },
      {
        page: /<title>[^<]{0,80}(?:Web Page Blocked|FortiGuard|Zscaler|Access Denied by|blocked by your (?:organization|administrator)|McAfee Web Gateway)/i,
      },
    ],
    source:
      "https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3; squid-cache/squid:src/errorpage.cc",
  },
  caddy: {
    is: "proxy",
    signs: [{ header: /^(?:server|via): .{0,200}\bcaddy\b/i }],
    source: "caddyserver/caddy:modules/caddyhttp/reverseproxy/reverseproxy.go",
  },
  varnish: {
    is: "proxy",
    signs: [{ header: /^via: .{0,200}\bvarnish\b/i }],
    source: "varnishcache/varnish-cache:bin/varnishd/http1",
  },
  vercel: {
    is: "cloud",
    signs: [{ header: /^(?:server: vercel|x-vercel-id: )/i }, { host: /\.vercel\.app$/ }],
    source: "https://vercel.com/docs/headers/response-headers",
  },
  netlify: {
    is: "cloud",
    signs: [{ header: /^(?:server: netlify|x-nf-request-id: )/i }, { host: /\.netlify\.app$/ }],
    source: "https://docs.netlify.com/platform/request-chain/",
  },
  "github-pages": {
    is: "cloud",
    signs: [{ header: /^server: github\.com/i }, { host: /\.github\.io$/ }],
    source: "https://docs.github.com/en/pages",
  },
  "amazon-s3": {
    is: "cloud",
    signs: [
      { header: /^server: amazons3/i },
      { host: /\.s3[.-](?:[\w-]{1,32}\.){0,3}amazonaws\.com$/ },
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html",
  },
  "firebase-hosting": {
    is: "cloud",
    signs: [{ host: /\.(?:web\.app|firebaseapp\.com)$/ }],
    source: "https://firebase.google.com/docs/hosting",
  },
  "file-server": {
    is: "server",
    signs: [{ header: /^server: .{0,100}(?:simplehttp|basehttp|php .{0,20}development server)/i }],
    source: "python/cpython:Lib/http/server.py",
  },
  wsgi: {
    is: "server",
    signs: [
      { header: /^server: .{0,100}\b(?:wsgiserver|gunicorn|waitress)\b/i },
      { page: /<p>The requested resource was not found on this server\.<\/p>/ },
    ],
    source: "django/django:django/core/servers/basehttp.py; benoitc/gunicorn:gunicorn/__init__.py",
  },
  asgi: {
    is: "server",
    signs: [{ header: /^server: .{0,100}\b(?:daphne|hypercorn)\b/i }],
    source: "django/daphne:daphne/server.py; pgjones/hypercorn:src/hypercorn/config.py",
  },
  tornado: {
    is: "server",
    signs: [{ header: /^server: tornadoserver/i }],
    source: "tornadoweb/tornado:tornado/web.py",
  },
  iis: {
    is: "server",
    signs: [{ header: /^server: microsoft-iis/i }],
    source: "https://learn.microsoft.com/iis/configuration/system.webserver/websocket",
  },
  airplay: {
    is: "server",
    signs: [{ header: /^server: airtunes/i }],
    source: "https://developer.apple.com/forums/thread/682332",
  },
  express: {
    is: "server",
    signs: [{ header: /^x-powered-by: express/i }, { page: /<pre>Cannot GET / }],
    source: "pillarjs/finalhandler:index.js",
  },
  "dev-server": {
    is: "server",
    signs: [{ page: /\/@vite\/client|webpack-dev-server|^Invalid Host header/ }],
    source: "vitejs/vite:packages/vite/src/node/server",
  },
  "tls-port": {
    is: "server",
    signs: [
      {
        page: /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled|Client sent an HTTP request to an HTTPS server/,
      },
    ],
    source: "nginx/nginx:src/http/ngx_http_special_response.c; golang/go:src/net/http/server.go",
  },
  "bot-check": {
    is: "cloud",
    signs: [
      { header: /^cf-mitigated: challenge/i },
      {
        page: /<title>(?:Just a moment|Attention Required!|DDoS-Guard|Access denied \|[^<]{0,200}Cloudflare)|captcha-delivery|_Incapsula_/,
      },
    ],
    source:
      "https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/",
  },
} as const satisfies Record<string, Service>;
