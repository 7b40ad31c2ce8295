import { recognisePage, type Traits } from "../../../src/services/recognise.ts";

const headed = (name: string, value: string): Partial<Traits> => ({
  probes: [{ headers: [{ name, value }], pages: [] }],
});
/** A plain request was answered like this. */
export const page = (body: string): Partial<Traits> => ({
  probes: [{ headers: [], pages: recognisePage(body) }],
});
const at = (url: string): Partial<Traits> => ({ url });

/** Of those who answer without speaking WebSocket, in the order of their signs. */
export const ANSWERER_SAMPLES = {
  "nginx-itself": [
    page("<html>\n<center><h1>404 Not Found</h1></center><hr><center>nginx/1.22.1</center>"),
  ],
  "apache-itself": [page("<h1>Not Found</h1><address>Apache/2.4.62 (Debian) Server</address>")],
  "haproxy-itself": [page("<html><body><h1>503 Service Unavailable</h1>\nNo server is available")],
  "ingress-default": [page("default backend - 404")],
  "go-mux": [page("404 page not found\n")],
  "web-filter": [
    headed("Via", "1.1 gw1.corp.example (McAfee Web Gateway 7.5.2)"),
    page("<html><head><title>Web Page Blocked!</title>"),
  ],
  caddy: [headed("Server", "Caddy")],
  varnish: [headed("Via", "1.1 varnish (Varnish/7.1)")],
  vercel: [headed("X-Vercel-Id", "fra1::a"), at("wss://a.vercel.app/ws")],
  netlify: [headed("Server", "Netlify"), at("wss://a.netlify.app/ws")],
  "github-pages": [headed("Server", "GitHub.com"), at("wss://a.github.io/ws")],
  "amazon-s3": [headed("Server", "AmazonS3"), at("wss://a.s3.eu-west-1.amazonaws.com/ws")],
  "firebase-hosting": [at("wss://a.web.app/ws")],
  "file-server": [headed("Server", "SimpleHTTP/0.6 Python/3.11.2")],
  wsgi: [
    headed("Server", "WSGIServer/0.2 CPython/3.11.2"),
    page("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>"),
  ],
  asgi: [headed("Server", "daphne")],
  tornado: [headed("Server", "TornadoServer/6.4")],
  iis: [headed("Server", "Microsoft-IIS/10.0")],
  airplay: [headed("Server", "AirTunes/775.3.1")],
  express: [headed("X-Powered-By", "Express"), page("<body>\n<pre>Cannot GET /ws</pre>\n</body>")],
  "dev-server": [page('<script type="module" src="/@vite/client"></script>')],
  "tls-port": [page("<center>The plain HTTP request was sent to HTTPS port</center>")],
  "bot-check": [headed("cf-mitigated", "challenge"), page("<title>Just a moment...</title>")],
} satisfies Record<string, readonly Partial<Traits>[]>;
