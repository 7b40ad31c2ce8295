import type { ServiceName } from "../../services/services.ts";

/** How the one on the way is called in a sentence; whoever is built on another before that one. */
const LABELS: Partial<Record<ServiceName, string>> = {
  kong: "Kong",
  nginx: "nginx",
  apache: "Apache",
  caddy: "Caddy",
  varnish: "Varnish",
  cloudfront: "CloudFront",
  cloudflare: "Cloudflare",
  "aws-clb": "an AWS load balancer",
  "google-lb": "Google's load balancer",
  vercel: "Vercel",
  netlify: "Netlify",
  "github-pages": "GitHub Pages",
  "amazon-s3": "Amazon S3",
  "firebase-hosting": "Firebase Hosting",
  "file-server": "a plain file server",
  "nginx-itself": "nginx",
  "apache-itself": "Apache",
  "ingress-default": "The ingress",
  "go-mux": "A router such as Traefik, or a program in Go,",
  uvicorn: "uvicorn",
  asgi: "an ASGI server",
};

/** The first whom a sentence can name. */
export const labelOf = (who: ReadonlySet<ServiceName>): string =>
  NAMED.find(([name]) => who.has(name))?.[1] ?? "a proxy";

const NAMED = Object.entries(LABELS) as [ServiceName, string][];
