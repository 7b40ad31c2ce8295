import type { Fix } from "../finding.ts";
import { ALLOW_ORIGIN, PASS_HOST_ON } from "./settings.ts";
import type { FindingText } from "./text.ts";

const CHECK_RIGHTS = {
  role: "credentials",
  text: "Check the token's permissions and the account's quota.",
} as const satisfies Fix;
const NO_RETRY_OF_403 = {
  role: "client",
  text: "Do not retry a 403: nothing changes by itself.",
} as const satisfies Fix;

/** Who one is, and how often one may come. */
export const CREDENTIAL_TEXTS = {
  "auth-rejected": {
    title: "Credentials rejected: [{hostPort} ]refused the connection",
    explanation:
      "The server did not accept who the page says it is, or what it may do. Trying again with the same credentials will fail again.",
    causes: ["The token is missing, expired or revoked.", "The account lacks the permission."],
    fixes: [
      {
        role: "credentials",
        text: "Get a fresh token before each attempt, rather than reusing the first one.",
      },
      { role: "client", text: "Stop retrying until the user has logged in again." },
    ],
    variants: {
      "401": {
        title: "Not logged in: [{hostPort} ]answered 401 to the handshake",
        causes: [
          "The token or cookie is missing, expired or revoked.",
          "The cookie was not sent: another site, SameSite, or third-party cookies are blocked.",
        ],
      },
      basic: {
        title: "Login by the browser needed: {hostPort} asks for a user name and password (401)",
        explanation:
          "The answer asks for HTTP authentication, such as Basic. A page's socket cannot show the login window, and cannot send the header by itself: the browser adds it only where this page's user has logged in to the same host before.",
        causes: [
          "A proxy before the server asks for Basic authentication on every path, the socket's as well.",
          "The login of the page is for another host or port than the socket's.",
        ],
        fixes: [
          {
            role: "proxy",
            text: "Exempt the WebSocket path from Basic authentication, and check a token there instead.",
            settings: [{ product: "nginx", text: "auth_basic off;" }],
          },
          {
            role: "client",
            text: "Open {httpUrl} in a tab once and log in; or send a short-lived token in the first message.",
          },
        ],
      },
      "403": {
        title: "Forbidden: [{hostPort} ]answered 403 to the handshake",
        causes: [
          "The server does not allow this page's Origin; behind a proxy it may take its own page's for a foreign one.",
          "The token is valid but lacks the permission.",
          "A firewall for web applications blocks the request.",
        ],
        fixes: [ALLOW_ORIGIN, PASS_HOST_ON, CHECK_RIGHTS, NO_RETRY_OF_403],
      },
      "403-foreign": {
        title: "Forbidden: [{hostPort} ]answered 403 to the handshake",
        explanation:
          "The page is from {pageOrigin}, which is another origin than the server's. Servers that let only their own pages in answer so, and so do those that refuse the page's credentials. Trying again will fail again.",
        causes: [
          "The server's list of allowed origins does not have {pageOrigin}.",
          "The login is missing: a cookie of another site is often not sent.",
          "The token is valid but lacks the permission, or a firewall blocks the request.",
        ],
        fixes: [ALLOW_ORIGIN, CHECK_RIGHTS, NO_RETRY_OF_403],
      },
      "403-own": {
        title: "Forbidden: [{hostPort} ]answered 403 to the handshake",
        explanation:
          "The page is from the same host as the socket, so its Origin is right. A proxy that changes Host on the way makes it look foreign to the server all the same. Trying again will fail again.",
        causes: [
          "The login is missing, has expired or lacks the permission: the cookie did not come along, or the token is an old one.",
          "A proxy before the server does not pass Host on, so the server compares the page's Origin with another name.",
          "The server's own address in its settings is another one than the page's.",
        ],
        fixes: [PASS_HOST_ON, ALLOW_ORIGIN, CHECK_RIGHTS, NO_RETRY_OF_403],
      },
      "403-service": {
        title: "Forbidden: [{hostPort} ]answered 403 to the handshake",
        explanation:
          "The service knows who asks, or where from, and does not give it what the address names. Trying again will fail again.",
        causes: [
          "The account or the key may not use this: a model, a plan, a feature or a region that is not open to it.",
          "The key is restricted to other pages, addresses or projects.",
          "The key or the token is missing or wrong.",
        ],
        fixes: [
          {
            role: "credentials",
            text: "Look up in the service's console what the account and the key may use.",
          },
          NO_RETRY_OF_403,
        ],
      },
      signed: {
        title: "Signature refused: {hostPort} answered {status} to a signed address",
        explanation:
          "The address carries a signature, made for one host, path, service, region and moment. The service did not accept it, or whoever it was made for may not do this. The page's origin plays no part.",
        causes: [
          "The signature has expired, or the clock of whoever made it is wrong.",
          "It was made for another region, host, path or service than the address asks for.",
          "The role or the user behind it lacks the permission (for AWS IoT: iot:Connect for this client id).",
          "The address was changed after it was signed, or a parameter was encoded twice.",
        ],
        fixes: [
          {
            role: "credentials",
            text: "Sign the address anew for each attempt, right before it, with the region and host that it names.",
          },
          {
            role: "credentials",
            text: "Check what the policy of the role allows; the service's own log says what it missed.",
          },
          NO_RETRY_OF_403,
        ],
      },
      "no-longer": {
        title: "Refused now: {hostPort} accepted this very address before, and answers {status}",
        explanation:
          "The same address opened earlier on this page, so host, path, proxy and origin were right. What let it in then does not any more: most often the token in the address, or the login behind the cookie, has run out meanwhile.",
        causes: [
          "The token or the session has expired, or was revoked.",
          "The page reconnects with the address that it made at its start, and not with a new token.",
          "The permission was taken away, or a limit or ban is in force.",
        ],
        fixes: [
          {
            role: "client",
            text: "Get a fresh token before each attempt, and build the address from it; on 401 and 403 stop retrying and log in anew.",
          },
          {
            role: "server",
            text: "Accept the handshake and close with a code and a reason: a page cannot see a status.",
            setting: 'socket.close(4401, "token expired")',
          },
        ],
      },
      "407": {
        title: "Proxy login needed: the way[ to {hostPort}] answered 407",
        explanation: "A proxy, or a server that speaks like one, asks for a login.",
        causes: [
          "The proxy's credentials are missing or expired.",
          "The server itself answers 407 by mistake.",
        ],
        fixes: [
          { role: "proxy", text: "Log in to the proxy, or exempt {host} from it." },
          { role: "server", text: "Answer 401 rather than 407 where the server is no proxy." },
        ],
      },
      origin: {
        title: "Origin refused: [{hostPort} ]said “{said}”[{ending}]",
        explanation:
          "The server's words are about where the page is from, its Origin or the name by which it was opened, and about no login. {told} Trying again from the same page will fail again.",
        causes: [
          "The page was opened by a name or a port that the server was not told of.",
          "A proxy before the server does not pass the page's Host on, so that even the server's own page looks foreign.",
        ],
        fixes: [
          ALLOW_ORIGIN,
          {
            role: "server",
            text: "Of a development server allow the name by which the page was opened.",
            settings: [
              {
                product: "webpack-dev-server",
                text: 'devServer: { allowedHosts: ["app.example.com"] }',
              },
              { product: "Vite", text: 'server: { allowedHosts: ["app.example.com"] }' },
            ],
          },
          PASS_HOST_ON,
        ],
      },
      close: {
        title:
          "Credentials rejected: [{hostPort} ]closed with {code} {codeName} after {age}{reason}",
        explanation:
          "The handshake went through, and then the server refused who the page says it is, or what it asked for. {codeSays} {advice}",
      },
    },
  },
  "rate-limited": {
    title: "Rate limited by {hostPort}",
    explanation: "The server says that this client comes or sends too often.",
    causes: [
      "Too many connections or messages in a short time.",
      "Several tabs or users share one limit.",
      "A reconnect loop without backoff used the limit up.",
    ],
    fixes: [
      {
        role: "client",
        text: "Wait as long as the server asks, then retry with exponential backoff and jitter.",
      },
      {
        role: "server",
        text: "Say in the answer how many seconds to wait.",
        setting: "Retry-After: 30",
      },
    ],
    variants: {
      handshake: {
        title: "Rate limited: [{hostPort} ]answered 429 to the handshake[{retryAfter}]",
        explanation:
          "The server turns this client away because it came too often. A page cannot see the status, so its library will retry blindly.",
      },
      close: {
        title: "Rate limited: [{hostPort} ]closed with {code} {codeName} after {age}{reason}",
        explanation:
          "The server ended the connection because this client came or sent too often. {codeSays} {advice}",
      },
      connections: {
        title:
          "Too many connections: [{hostPort} ]closed with {code} {codeName} after {age}{reason}",
        explanation:
          "The server lets one client, address or account have only so many connections, and this one went over the limit. {codeSays} {advice}",
        causes: [
          "Several tabs, devices or users share one limit.",
          "The page opens new connections and leaves the old ones open.",
          "A reconnect loop without backoff used the limit up.",
        ],
        fixes: [
          {
            role: "client",
            text: "Share one connection among the parts of the page, and close those that are no longer needed.",
          },
          { role: "client", text: "Retry with exponential backoff and jitter." },
          { role: "server", text: "Raise the limit where so many connections are meant to be." },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
