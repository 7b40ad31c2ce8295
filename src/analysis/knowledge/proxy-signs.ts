import { parseUrl } from "../../session/endpoint.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";
import { detectVendor } from "./vendors.ts";

/** How software or a cloud on the way gives itself away: by a header of the 101 answer or by the host. */
type Sign = {
  sign: string;
  /** `Name: value` of a response header. */
  header?: RegExp;
  host?: RegExp;
};

const SIGNS: Sign[] = [
  { sign: "nginx", header: /^server: (nginx|openresty)/i },
  { sign: "kong", header: /^(x-kong-[\w-]+: |(via|server): .*kong)/i },
  // Tomcat calls itself Apache-Coyote.
  { sign: "apache", header: /^server: apache(?:\/[\d.]+|$)/i },
  { sign: "envoy", header: /^(server: (istio-)?envoy|x-envoy-[\w-]+: )/i },
  { sign: "aws-alb", header: /^server: awselb/i, host: /\.elb\.amazonaws\.com$/ },
  { sign: "aws-clb", header: /^server: awselb/i, host: /\.elb\.amazonaws\.com$/ },
  { sign: "aws-nlb", host: /\.elb\.[\w-]+\.amazonaws\.com$/ },
  {
    sign: "aws-api-gateway",
    header: /^(apigw-requestid|x-amz-apigw-id): /i,
    host: /\.execute-api\.[\w-]+\.amazonaws\.com(\.cn)?$/,
  },
  { sign: "cloudfront", header: /^(x-amz-cf-id: |via: .*cloudfront)/i, host: /\.cloudfront\.net$/ },
  { sign: "azure-front-door", header: /^x-azure-ref: /i, host: /\.azurefd\.net$/ },
  {
    sign: "azure-app-service",
    header: /^set-cookie: ARRAffinity/i,
    host: /\.azurewebsites\.net$/,
  },
  { sign: "azure", host: /\.cloudapp\.azure\.com$/ },
  { sign: "cloudflare", header: /^(cf-ray: |server: cloudflare)/i, host: /\.workers\.dev$/ },
  { sign: "heroku", header: /^(via: .*(vegur|heroku)|server: heroku)/i, host: /\.herokuapp\.com$/ },
  { sign: "fly", header: /^(fly-request-id: |(via|server): .*fly(\.io|\/))/i, host: /\.fly\.dev$/ },
  { sign: "cloud-run", host: /\.run\.app$/ },
  { sign: "google-lb", header: /^via: .*\bgoogle\b/i },
  { sign: "jetty", header: /^server: jetty/i },
  { sign: "cowboy", header: /^server: cowboy/i },
  { sign: "uwebsockets", header: /^uwebsockets: /i },
  { sign: "deepgram", host: /(^|\.)deepgram\.com$/ },
  { sign: "elevenlabs", host: /(^|\.)elevenlabs\.io$/ },
  { sign: "openai", host: /^api\.openai\.com$/ },
  { sign: "gemini", host: /^generativelanguage\.googleapis\.com$/ },
  { sign: "binance", host: /^(data-)?stream\.binance\.(com|us|vision)$/ },
  { sign: "speechmatics", host: /(^|\.)speechmatics\.com$/ },
  { sign: "soniox", host: /(^|\.)soniox\.com$/ },
];

/** What lies between page and server, as far as it is seen; and by what: a header or the host. */
export const seenSigns = (connection: Connection): ReadonlyMap<string, string> =>
  findSigns(connection, null);

const findSigns = rememberPerConnection((connection: Connection) => {
  const { url, handshake } = connection;
  const host = parseUrl(url)?.host ?? "";
  const headers = (handshake?.responseHeaders ?? []).map(({ name, value }) => `${name}: ${value}`);
  const seen = new Map<string, string>();
  for (const { sign, header, host: hosts } of SIGNS) {
    // Only the part that matches: a cookie's or a request's own value is nobody else's business.
    const line = header && headers.map((text) => header.exec(text)?.[0]).find(Boolean);
    if (line) seen.set(sign, line.replace(/: $/, ""));
    else if (hosts?.test(host)) seen.set(sign, host);
  }
  // A server that is known by what it speaks has its limits whatever is in front of it.
  const vendor = detectVendor(connection);
  if (vendor !== null && !seen.has(vendor)) seen.set(vendor, `speaks ${vendor}`);
  return seen;
});
