import { FORWARD_UPGRADE } from "../../settings.ts";
import type { Words } from "../../text.ts";

/** Statuses that are rare as an answer to an upgrade, and say the more for it. */
export const BY_STATUS = {
  "405": {
    title: "Not upgraded: {hostPort} answered 405 to the handshake",
    explanation:
      "What answers at {path} takes requests of another kind: it is no WebSocket endpoint, or it got the handshake as a plain GET.",
    causes: [
      "The path is that of an HTTP interface, such as one that takes POST.",
      "A proxy on the way does not forward Upgrade and Connection.",
    ],
    fixes: [
      { role: "client", text: "Compare the path with the server's WebSocket endpoint." },
      { role: "proxy", text: "Forward the upgrade.", settings: FORWARD_UPGRADE },
    ],
  },
  "421": {
    title: "Misdirected: {hostPort} answered 421, it does not serve this name here",
    explanation:
      "The server was reached over TLS for one name and asked for another, as where a browser or a proxy uses one connection for two names.",
    causes: [
      "The proxy sends another name in TLS (SNI) than in Host.",
      "The server's certificate covers more names than this server serves.",
    ],
    fixes: [
      {
        role: "proxy",
        text: "Send the same name in both.",
        settings: [{ product: "nginx", text: "proxy_ssl_server_name on; proxy_ssl_name $host;" }],
      },
      { role: "server", text: "Serve the name {host} at this address, or point it elsewhere." },
    ],
  },
  "451": {
    title: "Not for this region: {hostPort} answered 451",
    explanation:
      "The service refuses for legal reasons, most often by the country that one asks from.",
    causes: ["The address of this network is in a country that the service does not serve."],
    fixes: [
      { role: "client", text: "Use the service's host for this region; retrying changes nothing." },
    ],
  },
  "464": {
    title: "Wrong protocol behind the balancer: {hostPort} answered 464",
    explanation:
      "464 is an AWS load balancer's own: its target group speaks HTTP/2 or gRPC, and an upgrade is HTTP/1.1.",
    causes: ["The target group's protocol version is HTTP/2 or gRPC."],
    fixes: [
      {
        role: "proxy",
        text: "Let the rule of this path point to a target group of protocol version HTTP/1.1; it cannot be changed afterwards.",
        setting:
          "aws elbv2 create-target-group --name NAME --protocol HTTP --protocol-version HTTP1 --port 8080 --vpc-id VPC",
      },
    ],
  },
  "501": {
    title: "Not implemented: {hostPort} answered 501 to the handshake",
    explanation: "What answers knows no upgrade, or not this method at this path.",
    causes: [
      "A server or proxy without WebSockets answers, such as a simple file server or an old balancer.",
      "The server's WebSocket module is not installed or not switched on.",
    ],
    fixes: [
      { role: "server", text: "Install or switch on what serves WebSockets at this path." },
      { role: "client", text: "Check host and port in the URL." },
    ],
  },
  "505": {
    title: "Wrong HTTP version: {hostPort} answered 505 to the handshake",
    explanation: "An upgrade is HTTP/1.1; what arrived at the server was another version.",
    causes: ["A proxy speaks HTTP/1.0 or HTTP/2 to the server."],
    fixes: [{ role: "proxy", text: "Speak HTTP/1.1 to the server.", settings: FORWARD_UPGRADE }],
  },
  "561": {
    title: "Login at the balancer failed: {hostPort} answered 561",
    explanation:
      "561 is an AWS load balancer's own: the login at its identity provider gave an error.",
    causes: ["The path is behind a login of the balancer, which a socket cannot show."],
    fixes: [
      {
        role: "proxy",
        text: "Except the WebSocket path from the balancer's login, or log in before.",
      },
    ],
  },
} as const satisfies Record<string, Partial<Words>>;
