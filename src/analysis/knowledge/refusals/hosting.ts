import type { Refusal } from "./refusal.ts";

const UNHEALTHY =
  "finds no healthy server: its health check is a plain request, which a WebSocket server often answers with 400, 404 or 426.";

/** What clouds, platforms and tunnels mean by a refusal. */
export const HOSTING: readonly Refusal[] = [
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-troubleshooting.html
  {
    statuses: [403],
    who: ["aws-api-gateway"],
    cause:
      "The stage is missing in the path (wss://…amazonaws.com/production), is not deployed, or the authorizer said no.",
    fix: {
      role: "client",
      text: "Compare the path with the API's WebSocket URL, stage included.",
      setting: "aws apigatewayv2 get-stages --api-id ID",
    },
  },
  {
    statuses: [500, 502],
    who: ["aws-api-gateway"],
    cause: "The integration of the $connect route failed, or the API may not call it.",
    fix: {
      role: "server",
      text: "Look into the log of the function behind $connect, and switch the stage's own log on.",
      setting: "aws logs tail /aws/lambda/FUNCTION --follow",
    },
  },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
  {
    statuses: [503],
    who: ["aws-alb", "aws-clb"],
    cause: `The load balancer ${UNHEALTHY}`,
    fix: {
      role: "proxy",
      text: "Look at the targets' health, and give the check a path that answers 200.",
      setting: "aws elbv2 describe-target-health --target-group-arn ARN",
    },
  },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
  {
    statuses: [200, 400, 404, 405, 426],
    header: /^set-cookie: AWSELB(?:CORS)?=/i,
    cause:
      "The cookie is of a Classic Load Balancer, whose HTTP and HTTPS listeners carry no upgrades; its TCP and SSL listeners do.",
    fix: {
      role: "proxy",
      text: "Put an Application Load Balancer in its place, or give the classic one a TCP or SSL listener.",
    },
  },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.websockets.html
  {
    statuses: [200, 400, 404, 426],
    who: ["cloudfront"],
    cause:
      "CloudFront hands on only what its policies name: without the origin request policy AllViewer, or one with Sec-WebSocket-Key and the other headers of the handshake, the origin gets a plain request.",
    fix: {
      role: "proxy",
      text: "Give the path's behavior the managed policies AllViewer (an origin request policy) and CachingDisabled.",
      setting: "aws cloudfront get-origin-request-policy --id 216adef6-5c7f-47e4-b989-5492eafa07d3",
    },
    last: [200, 404],
  },
  // https://cloud.google.com/load-balancing/docs/health-check-concepts
  {
    statuses: [502, 503],
    who: ["google-lb"],
    cause: `Google's load balancer ${UNHEALTHY}`,
    fix: {
      role: "proxy",
      text: "Look at the backends' health, and give the check a path that answers 200.",
      setting: "gcloud compute backend-services get-health NAME --global",
    },
  },
  // https://learn.microsoft.com/azure/application-gateway/application-gateway-websocket
  {
    statuses: [400, 403, 404, 502, 503],
    header: /^server: microsoft-azure-application-gateway/i,
    cause: `Azure's Application Gateway ${UNHEALTHY} On 403 its firewall refused the request.`,
    fix: {
      role: "proxy",
      text: "Look at the backend's health and at the firewall's log.",
      setting: "az network application-gateway show-backend-health -g GROUP -n NAME",
    },
    last: [400, 404],
  },
  // https://learn.microsoft.com/azure/frontdoor/standard-premium/websocket; the names of Standard and
  // Premium have a zone in them (NAME-HASH.z01.azurefd.net).
  {
    statuses: [200, 400, 403, 404, 426, 502, 503],
    host: /^[\w-]+\.azurefd\.net$/,
    cause: "The address is one of Front Door (classic), which carries no WebSockets.",
    fix: { role: "proxy", text: "Move the endpoint to Front Door Standard or Premium." },
  },
  {
    statuses: [400, 403, 404, 426, 502, 503],
    who: ["azure-front-door"],
    cause: "If it is Front Door (classic): that carries no WebSockets; Standard and Premium do.",
    fix: { role: "proxy", text: "Move the endpoint to Front Door Standard or Premium." },
    last: [400, 404, 502, 503],
  },
  // https://cloud.google.com/run/docs/triggering/websockets, …/configuring/http2
  {
    statuses: [400, 404, 426, 502, 503],
    who: ["cloud-run"],
    cause: "HTTP/2 to the container is switched on, over which Cloud Run carries no WebSockets.",
    fix: {
      role: "server",
      text: "Switch it off.",
      setting: "gcloud run services update SERVICE --no-use-http2",
    },
    last: [404, 502, 503],
  },
  // https://developers.cloudflare.com/workers/observability/errors/
  {
    statuses: [500],
    host: /\.workers\.dev$/,
    cause: "The Worker threw an exception, or answered without a webSocket in its response.",
    fix: {
      role: "server",
      text: "Follow the Worker's log at the attempt.",
      setting: "npx wrangler tail",
    },
  },
  // https://devcenter.heroku.com/articles/error-codes; https://docs.railway.com/reference/errors/application-failed-to-respond
  {
    statuses: [502, 503],
    who: ["heroku", "fly"],
    host: /\.(?:up\.railway\.app|onrender\.com|koyeb\.app|ondigitalocean\.app)$/,
    cause:
      "The process does not listen where the platform looks for it: on the port in PORT, on all interfaces. Or it crashed, or is still waking up.",
    fix: {
      role: "server",
      text: "Listen on the platform's port, and look into the platform's log.",
      setting: 'server.listen(process.env.PORT, "0.0.0.0")',
    },
  },
  // https://ngrok.com/docs/errors/
  {
    statuses: [400, 402, 403, 404, 429, 502, 503],
    header: /^ngrok-error-code: /i,
    host: /\.ngrok(?:-free)?\.(?:app|dev|io)$/,
    cause:
      "ngrok answered itself: its agent is not running (ERR_NGROK_3200), nothing listens behind it (ERR_NGROK_8012), or a limit is reached; the header ngrok-error-code says which.",
    fix: {
      role: "server",
      text: "Start the agent for the server's port, and look the code up in ngrok's list of errors.",
      setting: "ngrok http 8080",
    },
    last: [400],
  },
  // https://ngrok.com/docs/errors/err_ngrok_6024/
  {
    statuses: [200, 511],
    host: /\.ngrok(?:-free)?\.(?:app|dev|io)$/,
    cause:
      "ngrok showed its warning page for visitors of free accounts (ERR_NGROK_6024), which a socket cannot pass.",
    fix: {
      role: "client",
      text: "Open https://{host}/ in a tab once and pass the page, or use an account or a tunnel without it.",
    },
  },
  // https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/troubleshoot-tunnels/
  {
    statuses: [502, 530],
    who: ["cloudflare"],
    host: /\.trycloudflare\.com$/,
    cause:
      "Where a Cloudflare Tunnel is in between: cloudflared could not reach the service behind it (502), or is not running (530, error 1033).",
    fix: {
      role: "server",
      text: "Look into cloudflared's log: is it connected, and do scheme and port of its service fit the server?",
      setting: "cloudflared tunnel info NAME",
    },
    last: [502, 530],
  },
  // https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
  {
    statuses: [301, 302, 307, 308, 401, 403, 404],
    host: /\.(?:app\.github\.dev|githubpreview\.dev|devtunnels\.ms|gitpod\.io)$/,
    cause:
      "The forwarded port is private: whoever asks needs a login in this browser, and a socket can show none. On 404 nothing is forwarded there.",
    fix: {
      role: "server",
      text: "Make the port public, or open its address in a tab and log in.",
      setting: "gh codespace ports visibility PORT:public",
    },
  },
  // localtunnel/localtunnel#598
  {
    statuses: [400, 401, 404, 408, 502, 503, 504, 511],
    host: /\.loca\.lt$/,
    cause:
      "localtunnel wants its reminder page passed first, its client has lost the tunnel, or the upgrade was lost in it.",
    fix: {
      role: "client",
      text: "Open https://{host}/ in a tab and pass the page; start the client again if that fails.",
    },
  },
];
