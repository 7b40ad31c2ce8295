import type { Service } from "../service.ts";

/** Edges and balancers of other providers. */
export const EDGES = {
  cloudfront: {
    is: "cloud",
    signs: [{ header: /^(?:x-amz-cf-id: |via: .*cloudfront)/i }, { host: /\.cloudfront\.net$/ }],
    limits: [
      {
        name: "CloudFront",
        kind: "idle",
        seconds: 600,
        silence: "receive",
        who: "fixed",
        confidence: "medium",
        source:
          "https://repost.aws/questions/QU05nkjxdfRC2E67FGICmP3g/how-to-increase-cloudfront-websockets-idle-timeout; https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html",
      },
    ],
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html",
  },
  "azure-front-door": {
    is: "cloud",
    signs: [{ header: /^x-azure-ref: /i }, { host: /\.azurefd\.net$/ }],
    limits: [
      {
        name: "Azure Front Door",
        kind: "idle",
        seconds: 300,
        silence: "either",
        who: "fixed",
        confidence: "high",
        source:
          "https://docs.azure.cn/en-us/frontdoor/standard-premium/websocket; https://learn.microsoft.com/ja-jp/azure/frontdoor/standard-premium/websocket",
      },
      {
        name: "Azure Front Door",
        kind: "lifetime",
        seconds: 14_400,
        who: "fixed",
        confidence: "high",
        source:
          "https://docs.azure.cn/en-us/frontdoor/standard-premium/websocket; https://learn.microsoft.com/ja-jp/azure/frontdoor/standard-premium/websocket",
      },
    ],
    source: "https://learn.microsoft.com/en-us/azure/frontdoor/front-door-http-headers-protocol",
  },
  "azure-app-service": {
    is: "cloud",
    signs: [{ header: /^set-cookie: ARRAffinity/i }, { host: /\.azurewebsites\.net$/ }],
    limits: [
      {
        name: "Azure App Service",
        kind: "idle",
        seconds: 230,
        silence: "either",
        who: "fixed",
        confidence: "high",
        source:
          "https://learn.microsoft.com/en-us/troubleshoot/azure/app-service/web-apps-performance-faqs",
      },
    ],
    source: "https://learn.microsoft.com/en-us/azure/app-service/reference-app-settings",
  },
  azure: {
    is: "cloud",
    signs: [{ host: /\.cloudapp\.azure\.com$/ }],
    limits: [
      {
        name: "Azure Load Balancer",
        kind: "idle",
        seconds: 240,
        silence: "either",
        who: "proxy",
        change: "Raise the balancer's idle timeout, and let it send TCP resets.",
        setting: "--idle-timeout 30 --enable-tcp-reset true",
        confidence: "high",
        source:
          "https://learn.microsoft.com/el-gr/azure/load-balancer/load-balancer-tcp-idle-timeout; https://github.com/Microsoft/azure-docs/blob/master/articles/load-balancer/load-balancer-tcp-reset.md",
      },
    ],
    source:
      "https://learn.microsoft.com/en-us/azure/virtual-network/ip-services/public-ip-addresses",
  },
  cloudflare: {
    is: "cloud",
    signs: [{ header: /^(?:cf-ray: |server: cloudflare)/i }, { host: /\.workers\.dev$/ }],
    limits: [
      {
        name: "Cloudflare",
        kind: "idle",
        seconds: 100,
        silence: "either",
        who: "fixed",
        confidence: "medium",
        source:
          "cloudflare/cloudflare-docs:src/content/docs/fundamentals/reference/connection-limits.mdx, as it was until 2025",
      },
      {
        name: "Cloudflare's read timeout",
        kind: "idle",
        seconds: 120,
        silence: "either",
        who: "proxy",
        change:
          "A heartbeat keeps the connection. An Enterprise plan can have a longer read timeout; whether sockets follow it is not documented.",
        setting: 'PATCH /zones/{zone_id}/settings/proxy_read_timeout {"value": 600}',
        confidence: "medium",
        source: "https://developers.cloudflare.com/fundamentals/reference/connection-limits",
      },
    ],
    source: "https://developers.cloudflare.com/fundamentals/reference/http-headers/",
  },
  heroku: {
    is: "cloud",
    signs: [
      { header: /^(?:via: .*(?:vegur|heroku)|server: heroku)/i },
      { host: /\.herokuapp\.com$/ },
    ],
    limits: [
      {
        name: "Heroku's router",
        kind: "idle",
        seconds: 55,
        silence: "either",
        who: "fixed",
        confidence: "high",
        source:
          "https://devcenter.heroku.com/articles/websockets; https://github.com/peers/peerjs-server/issues/68; https://github.com/ryandotsmith/nginx-buildpack/issues/47",
      },
    ],
    source: "https://devcenter.heroku.com/articles/http-routing",
  },
  fly: {
    is: "cloud",
    signs: [
      { header: /^(?:fly-request-id: |(?:via|server): .*fly(?:\.io|\/))/i },
      { host: /\.fly\.dev$/ },
    ],
    limits: [
      {
        name: "Fly.io's proxy",
        kind: "idle",
        seconds: 60,
        silence: "either",
        who: "proxy",
        change: "Raise the service's idle timeout in fly.toml.",
        setting: "[http_service.http_options]\nidle_timeout = 600",
        confidence: "medium",
        source:
          "superfly/docs:reference/configuration.html.markerb; https://github.com/0ptim/JellyChat/issues/47",
      },
    ],
    source: "superfly/docs:networking/request-headers.html.md",
  },
  "cloud-run": {
    is: "cloud",
    signs: [{ host: /\.run\.app$/ }],
    limits: [
      {
        name: "Google Cloud Run",
        kind: "lifetime",
        seconds: 300,
        who: "proxy",
        change: "Raise the service's request timeout, to at most 60 minutes.",
        setting: "gcloud run services update SERVICE --timeout=3600",
        confidence: "high",
        source: "https://cloud.google.com/run/docs/triggering/websockets",
      },
      {
        name: "Google Cloud Run",
        kind: "lifetime",
        seconds: 3_600,
        who: "fixed",
        confidence: "high",
        source: "https://cloud.google.com/run/docs/configuring/request-timeout",
      },
    ],
    source: "https://cloud.google.com/run/docs/triggering/https-request",
  },
  "google-lb": {
    is: "cloud",
    signs: [{ header: /^via: .*\bgoogle\b/i }],
    limits: [
      {
        name: "Google Cloud's load balancer",
        kind: "lifetime",
        seconds: 30,
        who: "proxy",
        change: "Raise the backend service's timeout: for a WebSocket it bounds the whole life.",
        setting: "gcloud compute backend-services update NAME --timeout=86400",
        confidence: "medium",
        source:
          "https://pkg.go.dev/github.com/agau4779/ingress-gce/examples/websocket; https://gerrit.googlesource.com/zuul/ops/+/7578119e164f3b29b9d1b0b36e544ebe15d70ac4%5E%21/",
      },
    ],
    source: "https://cloud.google.com/load-balancing/docs/https",
  },
} as const satisfies Record<string, Service>;
